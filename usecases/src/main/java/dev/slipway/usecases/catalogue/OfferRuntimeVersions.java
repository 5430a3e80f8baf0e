package dev.slipway.usecases.catalogue;

import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Right;
import dev.slipway.ports.driven.catalogue.RuntimeVersions;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import dev.slipway.usecases.answer.Answers;
import dev.slipway.usecases.decision.Deciding;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;

/** Keeps {@link RuntimeVersionOffers}. Thread-safe. */
public final class OfferRuntimeVersions implements RuntimeVersionOffers {

  private final RuntimeVersions versions;
  private final Commits commits;
  private final Answers answers;
  private final InstantSource clock;

  @Inject
  public OfferRuntimeVersions(
      RuntimeVersions versions, Commits commits, Answers answers, InstantSource clock) {
    this.versions = versions;
    this.commits = commits;
    this.answers = answers;
    this.clock = clock;
  }

  @Override
  public RuntimeVersionRegistration register(Caller caller, RegisterCommand command) {
    if (!(caller instanceof Caller.Member member) || !caller.may(Right.CONSOLE)) {
      return new RuntimeVersionRegistration.Forbidden(Ownership.missing(Right.CONSOLE));
    }
    var repeated =
        answers.before(member.organization().id(), command.idempotency(), clock.instant());
    if (repeated.isPresent()) {
      return new RuntimeVersionRegistration.Again(repeated.get());
    }
    var registration =
        Deciding.again(
            "Registering runtime version " + command.version().text(),
            () -> attempt(member, command));
    return registration instanceof RuntimeVersionRegistration.Created
        ? registration
        : answers
            .before(member.organization().id(), command.idempotency(), clock.instant())
            .<RuntimeVersionRegistration>map(RuntimeVersionRegistration.Again::new)
            .orElse(registration);
  }

  private Optional<RuntimeVersionRegistration> attempt(
      Caller.Member member, RegisterCommand command) {
    var now = clock.instant();
    var next = new RuntimeVersion(command.version(), command.imageUrl(), command.changelog(), now);
    var stored = versions.ofPrecedence(command.version());
    if (stored.isPresent()) {
      var differences = stored.get().differencesTo(next);
      return Optional.of(
          differences.isEmpty()
              ? new RuntimeVersionRegistration.Identical(stored.get())
              : new RuntimeVersionRegistration.Immutable(stored.get().version(), differences));
    }
    var commit =
        Commit.of(new Change.PutRuntimeVersion(next))
            .and(answers.keeping(member.organization().id(), command.idempotency(), next, now));
    return switch (commits.commit(commit)) {
      case Committed.Done done -> Optional.of(new RuntimeVersionRegistration.Created(next));
      case Committed.Stale stale -> Optional.empty();
      case Committed.Answered(var answer) ->
          Optional.of(
              new RuntimeVersionRegistration.Again(Answers.judge(answer, command.idempotency())));
    };
  }

  @Override
  public Page<RuntimeVersion> runtimeVersions(Paging paging) {
    return versions.page(paging);
  }

  @Override
  public Optional<RuntimeVersion> latestRuntimeVersion() {
    return versions.latest();
  }
}
