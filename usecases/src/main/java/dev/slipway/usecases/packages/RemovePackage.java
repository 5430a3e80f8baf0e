package dev.slipway.usecases.packages;

import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.packages.Packages;
import dev.slipway.ports.driving.packages.DeletePackage;
import dev.slipway.usecases.answer.Answers;
import dev.slipway.usecases.decision.Deciding;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;

/** Keeps {@link DeletePackage}. Thread-safe. */
public final class RemovePackage implements DeletePackage {

  private final Packages packages;
  private final Commits commits;
  private final Answers answers;
  private final InstantSource clock;

  @Inject
  public RemovePackage(Packages packages, Commits commits, Answers answers, InstantSource clock) {
    this.packages = packages;
    this.commits = commits;
    this.answers = answers;
    this.clock = clock;
  }

  @Override
  public Deletion delete(Caller.Member member, DeleteCommand command) {
    var needed = Permission.deletePackage(command.packageId());
    if (!needed.heldBy(member)) {
      return new Deletion.Forbidden(needed);
    }
    var first = repeated(member, command);
    if (first.isPresent()) {
      return first.get();
    }
    var deletion =
        Deciding.again("Deleting package " + command.packageId(), () -> attempt(member, command));
    // The same command may have taken effect meanwhile: then its answer counts.
    return deletion instanceof Deletion.Deleted
        ? deletion
        : repeated(member, command).orElse(deletion);
  }

  private Optional<Deletion> repeated(Caller.Member member, DeleteCommand command) {
    return answers
        .before(member.organization().id(), command.idempotency(), clock.instant())
        .map(Deletion.Again::new);
  }

  private Optional<Deletion> attempt(Caller.Member member, DeleteCommand command) {
    var found = PublishVersion.key(member, command.packageId()).flatMap(packages::find);
    if (found.isEmpty()) {
      return Optional.of(new Deletion.NotFound());
    }
    if (!command.besides().isEmpty()) {
      return Optional.of(new Deletion.Invalid(command.besides()));
    }
    var stored = found.get();
    if (!stored.etag().text().equals(command.ifMatch())) {
      return Optional.of(new Deletion.Moved(stored.etag()));
    }
    var commit =
        Commit.of(new Change.RemovePackage(stored.key(), stored.etag()))
            .and(
                answers.keeping(
                    stored.organization(), command.idempotency(), stored, clock.instant()));
    return switch (commits.commit(commit)) {
      case Committed.Done done -> Optional.of(new Deletion.Deleted(stored));
      case Committed.Answered(var answer) ->
          Optional.of(new Deletion.Again(Answers.judge(answer, command.idempotency())));
      case Committed.Stale stale -> Optional.empty();
    };
  }
}
