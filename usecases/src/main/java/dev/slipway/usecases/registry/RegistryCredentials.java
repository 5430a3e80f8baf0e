package dev.slipway.usecases.registry;

import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.registry.ConnectionDraft;
import dev.slipway.domain.registry.Credentialed;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.registry.RegistryConnections;
import dev.slipway.ports.driving.registry.ManageRegistryConnections;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.usecases.answer.Answers;
import dev.slipway.usecases.decision.Deciding;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;

/** Keeps {@link ManageRegistryConnections}. Thread-safe. */
public final class RegistryCredentials implements ManageRegistryConnections {

  private final RegistryConnections connections;
  private final Commits commits;
  private final Answers answers;
  private final Ids ids;
  private final InstantSource clock;

  @Inject
  public RegistryCredentials(
      RegistryConnections connections,
      Commits commits,
      Answers answers,
      Ids ids,
      InstantSource clock) {
    this.connections = connections;
    this.commits = commits;
    this.answers = answers;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Connecting connect(Caller.Member member, ConnectCommand command) {
    var needed = Permission.createRegistryConnection();
    if (!needed.heldBy(member)) {
      return new Connecting.Forbidden(needed);
    }
    var first = repeated(member, command);
    if (first.isPresent()) {
      return first.get();
    }
    var connecting = judge(member.organization().id(), command);
    // The same command may have taken effect meanwhile: then its answer counts.
    return connecting instanceof Connecting.Created
        ? connecting
        : repeated(member, command).orElse(connecting);
  }

  private Optional<Connecting> repeated(Caller.Member member, ConnectCommand command) {
    return answers
        .before(member.organization().id(), command.idempotency(), clock.instant())
        .map(Connecting.Again::new);
  }

  private Connecting judge(OrganizationId organization, ConnectCommand command) {
    var read = ConnectionDraft.read(command.body());
    var wrong = new ArrayList<>(command.besides());
    wrong.addAll(read.findings());
    if (!wrong.isEmpty() || !(read instanceof Read.Valid<ConnectionDraft>(var draft))) {
      return new Connecting.Invalid(wrong);
    }
    return Deciding.again(
        "Connecting " + organization + " to " + draft.host(),
        () -> store(organization, command, draft));
  }

  private Optional<Connecting> store(
      OrganizationId organization, ConnectCommand command, ConnectionDraft draft) {
    var now = clock.instant();
    var connection =
        new RegistryConnection(
            new RegistryConnectionId(ids.next(RegistryConnectionId.PREFIX)),
            organization,
            draft.name(),
            draft.registryUrl(),
            draft.host(),
            draft.type(),
            now,
            Optional.empty());
    var commit =
        Commit.of(
                new Change.PutRegistryConnection(new Credentialed(connection, draft.credential())))
            .and(answers.keeping(organization, command.idempotency(), connection, now));
    return switch (commits.commit(commit)) {
      case Committed.Done done -> Optional.of(new Connecting.Created(connection));
      case Committed.Answered(var answer) ->
          Optional.of(new Connecting.Again(Answers.judge(answer, command.idempotency())));
      case Committed.Stale(Lost.RegistryConnected(var existing)) ->
          Optional.of(new Connecting.CredentialExists(existing));
      case Committed.Stale stale -> Optional.empty();
    };
  }

  @Override
  public Listing list(Caller.Member member, NewestFirst part) {
    var needed = Permission.listRegistryConnections();
    return needed.heldBy(member)
        ? new Listing.Connections(connections.page(member.organization().id(), part))
        : new Listing.Forbidden(needed);
  }

  @Override
  public Disconnecting disconnect(Caller.Member member, String id) {
    var needed = Permission.deleteRegistryConnection();
    if (!needed.heldBy(member)) {
      return new Disconnecting.Forbidden(needed);
    }
    if (!(RegistryConnectionId.parse(id)
        instanceof Parsed.Valid<RegistryConnectionId>(var connection))) {
      return new Disconnecting.NotFound();
    }
    var commit =
        Commit.of(new Change.RemoveRegistryConnection(member.organization().id(), connection));
    return switch (commits.commit(commit)) {
      case Committed.Done done -> new Disconnecting.Deleted();
      case Committed.Stale stale -> new Disconnecting.NotFound();
      case Committed.Answered answered ->
          throw new IllegalStateException("taking a credential away has no idempotency key");
    };
  }
}
