package dev.slipway.usecases.installation;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationEvent;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.InstallationMachine;
import dev.slipway.domain.installation.InstallationMachine.Outcome;
import dev.slipway.domain.installation.InstallationMachine.Refusal;
import dev.slipway.domain.installation.SettingsEdit;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Right;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.catalogue.Catalogue;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.installation.InstallationScene;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.Installations;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.driving.installation.ChangeInstallation;
import dev.slipway.ports.driving.installation.InstallationAnswer;
import dev.slipway.usecases.catalogue.Ownership;
import dev.slipway.usecases.decision.Deciding;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Keeps {@link ChangeInstallation}. Thread-safe. */
public final class ChangeVersion implements ChangeInstallation {

  private final Installations installations;
  private final Catalogue catalogue;
  private final Commits commits;
  private final ConfigFit fit;
  private final InstantSource clock;

  @Inject
  public ChangeVersion(
      Installations installations,
      Catalogue catalogue,
      Commits commits,
      ConfigFit fit,
      InstantSource clock) {
    this.installations = installations;
    this.catalogue = catalogue;
    this.commits = commits;
    this.fit = fit;
    this.clock = clock;
  }

  @Override
  public InstallationAnswer upgrade(Caller caller, ProviderName provider, VersionChoice choice) {
    var wish =
        choice instanceof VersionChoice.Exact
            ? new Wish.Upgrade(choice)
            : new Wish.UpgradeToLatest();
    return change(caller, provider, wish);
  }

  @Override
  public InstallationAnswer downgrade(Caller caller, ProviderName provider, SemVer version) {
    return change(caller, provider, new Wish.Downgrade(new VersionChoice.Exact(version)));
  }

  @Override
  public InstallationAnswer redeploy(Caller caller, ProviderName provider, VersionChoice choice) {
    var wish =
        choice instanceof VersionChoice.Exact ? new Wish.Redeploy(choice) : new Wish.RedeploySame();
    return change(caller, provider, wish);
  }

  @Override
  public InstallationAnswer configure(Caller caller, ProviderName provider, SettingsEdit edit) {
    return change(caller, provider, new Wish.Configure(edit));
  }

  @Override
  public InstallationAnswer uninstall(Caller caller, ProviderName provider) {
    return change(caller, provider, new Wish.Uninstall());
  }

  /** What a tenant asks for. */
  private sealed interface Wish {
    record Upgrade(VersionChoice choice) implements Wish {}

    record UpgradeToLatest() implements Wish {}

    record Downgrade(VersionChoice choice) implements Wish {}

    record Redeploy(VersionChoice choice) implements Wish {}

    record RedeploySame() implements Wish {}

    record Configure(SettingsEdit edit) implements Wish {}

    record Uninstall() implements Wish {}

    /** Which version the decision must look at. */
    default VersionChoice target() {
      return switch (this) {
        case Upgrade(var choice) -> choice;
        case UpgradeToLatest wish -> new VersionChoice.Latest();
        case Downgrade(var choice) -> choice;
        case Redeploy(var choice) -> choice;
        case RedeploySame wish -> new VersionChoice.None();
        case Configure wish -> new VersionChoice.None();
        case Uninstall wish -> new VersionChoice.None();
      };
    }

    /** The request field in which the version stands. */
    default String field() {
      return this instanceof Downgrade ? "target_version" : "version";
    }
  }

  private InstallationAnswer change(Caller caller, ProviderName provider, Wish wish) {
    if (!(caller instanceof Caller.Member member) || !Rights.may(caller, Right.WRITE, provider)) {
      return new InstallationAnswer.Forbidden(Rights.missing(Right.WRITE, provider));
    }
    var id = new InstallationId(member.organization().id(), provider);
    return Deciding.again("Changing installation " + id, () -> attempt(member, id, wish));
  }

  private Optional<InstallationAnswer> attempt(Caller.Member member, InstallationId id, Wish wish) {
    var scene = installations.scene(id, wish.target());
    if (scene.installation().isEmpty()) {
      return Optional.of(new InstallationAnswer.NotInstalled(id.provider()));
    }
    var stored = scene.installation().get().installation();
    if (wish.target() instanceof VersionChoice.Exact(var version)
        && !known(member, scene, stored.value(), version)) {
      return Optional.of(new InstallationAnswer.VersionNotFound(id.provider(), version));
    }
    return switch (decide(scene, stored.value(), wish)) {
      case Outcome.Refused(var refusal) -> Optional.of(answer(refusal, stored.value(), wish));
      case Outcome.Unchanged unchanged -> {
        if (!(wish instanceof Wish.Configure)) {
          throw new IllegalStateException("a wish is accepted or refused: " + wish);
        }
        yield Optional.of(new InstallationAnswer.Accepted(scene.installation().get()));
      }
      case Outcome.Gone gone -> throw new IllegalStateException("a wish removes nothing: " + wish);
      case Outcome.Moved moved -> {
        var invalid =
            wish instanceof Wish.Configure
                ? unfit(stored.value(), moved.next())
                : unfit(scene, moved.next(), wish);
        yield invalid.isPresent() ? invalid : commit(scene, stored, moved);
      }
    };
  }

  /** Whether a version exists for this tenant: it sees it, or already has it. */
  private static boolean known(
      Caller.Member member, InstallationScene scene, Installation installation, SemVer version) {
    var visible = scene.target().filter(target -> Ownership.maySee(member, target)).isPresent();
    return visible || installation.details().holds(version);
  }

  private Outcome decide(InstallationScene scene, Installation installation, Wish wish) {
    var now = clock.instant();
    var installed = installation.details().desired().version();
    var target = scene.target().map(ProviderVersion::version).orElse(installed);
    var event =
        switch (wish) {
          case Wish.Upgrade asked -> new InstallationEvent.UpgradeAsked(target, now);
          case Wish.UpgradeToLatest asked -> new InstallationEvent.UpgradeAsked(target, now);
          case Wish.Downgrade asked -> new InstallationEvent.DowngradeAsked(target, now);
          case Wish.Redeploy asked -> new InstallationEvent.RedeployAsked(target, now);
          case Wish.RedeploySame asked -> new InstallationEvent.RedeployAsked(installed, now);
          case Wish.Configure(var edit) -> edit.asked(installation.details(), now);
          case Wish.Uninstall asked -> new InstallationEvent.UninstallAsked(now);
        };
    return InstallationMachine.apply(installation, event);
  }

  private static InstallationAnswer answer(Refusal refusal, Installation installation, Wish wish) {
    return switch (refusal) {
      case Refusal.InFlight(var current, var target) ->
          new InstallationAnswer.InFlight(installation.id(), current, target);
      case Refusal.AlreadyOn(var version) ->
          wish instanceof Wish.UpgradeToLatest
              ? new InstallationAnswer.AlreadyLatest()
              : new InstallationAnswer.AlreadyOn(version);
      case Refusal.WrongDirection(var installed, var target) ->
          wish instanceof Wish.UpgradeToLatest
              ? new InstallationAnswer.AlreadyLatest()
              : invalid(
                  wish,
                  target,
                  wish instanceof Wish.Downgrade
                      ? "is higher than the installed " + installed.text() + ": use upgrade"
                      : "is lower than the installed " + installed.text() + ": use downgrade");
      case Refusal.NotHeld(var installed, var target) ->
          invalid(
              wish,
              target,
              "is not the installed version "
                  + installed.text()
                  + ": use upgrade or downgrade to change the version");
      case Refusal.OtherVersion other ->
          throw new IllegalStateException("no runtime spoke: " + other);
      case Refusal.Superseded superseded ->
          throw new IllegalStateException("no worker spoke: " + superseded);
    };
  }

  private static InstallationAnswer invalid(Wish wish, SemVer version, String reason) {
    return new InstallationAnswer.Invalid(
        List.of(
            Violation.shown(
                Violation.Kind.VALUE_ERROR,
                "version " + version.text() + " " + reason,
                Json.string(version.text()),
                wish.field())));
  }

  /** Why the version cannot be brought out: it may not be installed, or refuses the config. */
  private Optional<InstallationAnswer> unfit(
      InstallationScene scene, Installation next, Wish wish) {
    if (scene.target().isEmpty()) {
      return Optional.empty();
    }
    var target = scene.target().get();
    if (!(target instanceof ProviderVersion.Published) && !(wish instanceof Wish.Redeploy)) {
      return Optional.of(
          new InstallationAnswer.Invalid(List.of(Install.notInstallable(target, wish.field()))));
    }
    return fit.refused(target, next.details().desired().config(), wish.field());
  }

  /** Why the version that is asked for already cannot take another config. */
  private Optional<InstallationAnswer> unfit(Installation before, Installation next) {
    var desired = next.details().desired();
    if (desired.config().equals(before.details().desired().config())) {
      return Optional.empty();
    }
    return catalogue
        .version(new VersionId(next.id().provider(), desired.version()))
        .flatMap(version -> fit.refused(version.value(), desired.config()));
  }

  private Optional<InstallationAnswer> commit(
      InstallationScene scene, Versioned<Installation> stored, Outcome.Moved moved) {
    var committed = commits.commit(new Commit(InstallationChanges.of(stored, moved)));
    return committed instanceof Committed.Done
        ? Optional.of(
            new InstallationAnswer.Accepted(
                new InstallationView(
                    new Versioned<>(moved.next(), stored.revision().next()),
                    scene.installation().orElseThrow().registration(),
                    scene.latest())))
        : Optional.empty();
  }
}
