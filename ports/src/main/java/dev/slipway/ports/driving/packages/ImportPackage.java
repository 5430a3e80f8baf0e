package dev.slipway.ports.driving.packages;

import dev.slipway.domain.form.Finding;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.ImportDraft;
import dev.slipway.domain.packages.PackageId;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.answer.Repeated;
import java.util.List;

/**
 * Brings a package into a workspace, together with its first version: {@code POST
 * /v1/packages:import}. Thread-safe; blocks, for as long as looking into the artifact may take.
 *
 * <p>The order of judgement is that of {@link PublishPackageVersion}; that the workspace has a
 * package of the same repository is judged after the body and before the registry.
 */
public interface ImportPackage {

  /**
   * A package that somebody wants to bring in.
   *
   * @param body the request's body as it came, null where nothing came
   * @param besides what is wrong with the rest of the request; told before what is wrong with the
   *     body
   * @param idempotency whether it may be sent twice
   */
  record ImportCommand(
      Json body, List<Finding> besides, Idempotency<RegisteredPackage> idempotency) {
    public ImportCommand {
      besides = List.copyOf(besides);
    }

    /** A package, sent once, whatever is in the body. */
    public static ImportCommand of(Json body) {
      return new ImportCommand(body, List.of(), Idempotency.none());
    }

    /** A package, sent once, for whoever has no request at hand. */
    public static ImportCommand of(ImportDraft draft) {
      return of(draft.toJson());
    }
  }

  /** What became of it. */
  sealed interface Importation {

    /** It is there, with its first version. */
    record Created(RegisteredPackage imported) implements Importation {}

    /** The idempotency key was used before. */
    record Again(Repeated repeated) implements Importation {}

    /** A permission is missing. */
    record Forbidden(Permission missing) implements Importation {}

    /**
     * Something is wrong with the request itself, or the artifact is not what the request says; the
     * contract answers 422.
     *
     * @param findings what is wrong, in the order of the body's fields; at least one
     */
    record Invalid(List<Finding> findings) implements Importation {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }

    /**
     * The workspace has a package of the same repository.
     *
     * @param existing the one that it has
     */
    record PackageExists(PackageId existing) implements Importation {}

    /**
     * The registry did not answer as it should; worth trying again.
     *
     * @param finding why: {@code REGISTRY_UNAVAILABLE}, {@code REGISTRY_TIMEOUT} or {@code
     *     REGISTRY_INVALID_ANSWER}
     */
    record RegistryFailed(Finding finding) implements Importation {}
  }

  /** Brings a package into the caller's workspace. */
  Importation bringIn(Caller.Member member, ImportCommand command);
}
