package dev.slipway.ports.driving.registry;

import dev.slipway.domain.form.Finding;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.answer.Repeated;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import java.util.List;

/**
 * Gives a workspace credentials for registries, and takes them away: {@code
 * /v1/registry_connections}, section 5 of the contract's page on packages. A credential is never
 * told again. Thread-safe; blocks.
 */
public interface ManageRegistryConnections {

  /**
   * A connection that somebody wants.
   *
   * @param body the request's body as it came, null where nothing came; holds a secret
   * @param besides what is wrong with the rest of the request; told before what is wrong with the
   *     body
   * @param idempotency whether it may be sent twice
   */
  record ConnectCommand(
      Json body, List<Finding> besides, Idempotency<RegistryConnection> idempotency) {
    public ConnectCommand {
      besides = List.copyOf(besides);
    }

    /** A connection, sent once and well formed but for its body. */
    public static ConnectCommand of(Json body) {
      return new ConnectCommand(body, List.of(), Idempotency.none());
    }

    @Override
    public String toString() {
      return "ConnectCommand[body withheld]";
    }
  }

  /** What became of a wish for a connection. */
  sealed interface Connecting {

    /** It is made. */
    record Created(RegistryConnection connection) implements Connecting {}

    /** The idempotency key was used before. */
    record Again(Repeated repeated) implements Connecting {}

    /** A permission is missing. */
    record Forbidden(Permission missing) implements Connecting {}

    /** Something is wrong with the request. */
    record Invalid(List<Finding> findings) implements Connecting {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }

    /** The workspace has a connection to the same registry: {@code CREDENTIAL_EXISTS}. */
    record CredentialExists(RegistryConnectionId existing) implements Connecting {}
  }

  /** What became of a wish to see connections. */
  sealed interface Listing {

    /** These are there. */
    record Connections(Stretch<RegistryConnection> part) implements Listing {}

    /** A permission is missing. */
    record Forbidden(Permission missing) implements Listing {}
  }

  /** What became of a wish to take a connection away. */
  sealed interface Disconnecting {

    /** It is gone. */
    record Deleted() implements Disconnecting {}

    /** The caller's workspace has no such connection. */
    record NotFound() implements Disconnecting {}

    /** A permission is missing. */
    record Forbidden(Permission missing) implements Disconnecting {}
  }

  /** Gives the caller's workspace a credential. */
  Connecting connect(Caller.Member member, ConnectCommand command);

  /** The connections of the caller's workspace, newest first. */
  Listing list(Caller.Member member, NewestFirst part);

  /**
   * Takes a credential away.
   *
   * @param id which connection, as it stands in the path; an impossible id is an unknown one
   */
  Disconnecting disconnect(Caller.Member member, String id);
}
