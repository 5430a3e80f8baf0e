package dev.slipway.usecases.installation;

import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.Installation.LifecycleState;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.InstallationMachine;
import dev.slipway.domain.installation.Specification;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Right;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Revision;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.installation.InstallationScene;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.Installations;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.driving.installation.InstallProvider;
import dev.slipway.ports.driving.installation.InstallationAnswer;
import dev.slipway.usecases.answer.Answers;
import dev.slipway.usecases.catalogue.Ownership;
import dev.slipway.usecases.decision.Deciding;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Keeps {@link InstallProvider}. Thread-safe. */
public final class Install implements InstallProvider {

  private final Installations installations;
  private final Commits commits;
  private final ConfigFit fit;
  private final Answers answers;
  private final Ids ids;
  private final InstantSource clock;

  @Inject
  public Install(
      Installations installations,
      Commits commits,
      ConfigFit fit,
      Answers answers,
      Ids ids,
      InstantSource clock) {
    this.installations = installations;
    this.commits = commits;
    this.fit = fit;
    this.answers = answers;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public InstallationAnswer install(Caller caller, InstallCommand command) {
    if (!(caller instanceof Caller.Member member)
        || !Rights.may(caller, Right.WRITE, command.provider())) {
      return new InstallationAnswer.Forbidden(Rights.missing(Right.WRITE, command.provider()));
    }
    var tenant = member.organization().id();
    var repeated = answers.before(tenant, command.idempotency(), clock.instant());
    if (repeated.isPresent()) {
      return new InstallationAnswer.Again(repeated.get());
    }
    var id = new InstallationId(tenant, command.provider());
    var answer = Deciding.again("Installing " + id, () -> attempt(member, command, id));
    return answer instanceof InstallationAnswer.Accepted
        ? answer
        : answers
            .before(tenant, command.idempotency(), clock.instant())
            .<InstallationAnswer>map(InstallationAnswer.Again::new)
            .orElse(answer);
  }

  private Optional<InstallationAnswer> attempt(
      Caller.Member member, InstallCommand command, InstallationId id) {
    var scene = installations.scene(id, command.version());
    var refusal = refusal(member, command, scene);
    return refusal.isPresent() ? refusal : store(command, id, scene);
  }

  /** Why not: 404, then 409, then 422. */
  private Optional<InstallationAnswer> refusal(
      Caller.Member member, InstallCommand command, InstallationScene scene) {
    var provider = command.provider();
    var visible =
        scene.provider().filter(entry -> entry.value() instanceof Provider.Registered).isPresent()
            && (scene.latest().isPresent() || Ownership.mayLookInside(member, provider));
    if (!visible) {
      return Optional.of(new InstallationAnswer.ProviderNotFound(provider));
    }
    var target = scene.target().filter(version -> Ownership.maySee(member, version));
    if (target.isEmpty()) {
      return Optional.of(
          switch (command.version()) {
            case VersionChoice.Exact(var version) ->
                new InstallationAnswer.VersionNotFound(provider, version);
            case VersionChoice.Latest latest -> new InstallationAnswer.NothingPublished(provider);
            case VersionChoice.None none -> new InstallationAnswer.NothingPublished(provider);
          });
    }
    if (scene.installation().isPresent()) {
      var current = scene.installation().get().installation().value();
      return Optional.of(
          switch (current) {
            case Installation.Deleting deleting ->
                new InstallationAnswer.InFlight(
                    current.id(), current.state(), LifecycleState.PENDING);
            case Installation.Pending pending -> new InstallationAnswer.AlreadyInstalled(provider);
            case Installation.Processing processing ->
                new InstallationAnswer.AlreadyInstalled(provider);
            case Installation.Ready ready -> new InstallationAnswer.AlreadyInstalled(provider);
            case Installation.Failed failed -> new InstallationAnswer.AlreadyInstalled(provider);
          });
    }
    if (!(target.get() instanceof ProviderVersion.Published)) {
      return Optional.of(
          new InstallationAnswer.Invalid(List.of(notInstallable(target.get(), "version"))));
    }
    return fit.refused(target.get(), command.config());
  }

  private Optional<InstallationAnswer> store(
      InstallCommand command, InstallationId id, InstallationScene scene) {
    var now = clock.instant();
    var desired =
        new Specification(scene.target().orElseThrow().version(), command.tier(), command.config());
    var moved =
        InstallationMachine.install(
            id, new Incarnation(ids.next("ins")), desired, command.upgrades(), now);
    var view =
        new InstallationView(
            new Versioned<>(moved.next(), Revision.FIRST), Optional.empty(), scene.latest());
    var commit =
        new Commit(InstallationChanges.of(moved))
            .and(answers.keeping(id.organization(), command.idempotency(), view, now));
    return switch (commits.commit(commit)) {
      case Committed.Done done -> Optional.of(new InstallationAnswer.Accepted(view));
      case Committed.Stale stale -> Optional.empty();
      case Committed.Answered(var answer) ->
          Optional.of(new InstallationAnswer.Again(Answers.judge(answer, command.idempotency())));
    };
  }

  /** The violation of a version that is visible but may not be installed. */
  static Violation notInstallable(ProviderVersion version, String field) {
    return Violation.shown(
        Violation.Kind.VALUE_ERROR,
        "version "
            + version.version().text()
            + " is "
            + version.status().word()
            + ": only a published version can be installed",
        Json.string(version.version().text()),
        field);
  }
}
