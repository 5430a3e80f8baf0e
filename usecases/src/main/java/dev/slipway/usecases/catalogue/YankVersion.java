package dev.slipway.usecases.catalogue;

import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.ProviderVersionEvent;
import dev.slipway.domain.catalogue.ProviderVersionMachine;
import dev.slipway.domain.catalogue.ProviderVersionMachine.Outcome;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.installation.InstallerMessage;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Right;
import dev.slipway.ports.driven.catalogue.Catalogue;
import dev.slipway.ports.driven.catalogue.PublishingScene;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driving.catalogue.YankProviderVersion;
import dev.slipway.usecases.decision.Deciding;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;

/** Keeps {@link YankProviderVersion}. Thread-safe. */
public final class YankVersion implements YankProviderVersion {

  private final Catalogue catalogue;
  private final Commits commits;
  private final InstantSource clock;

  @Inject
  public YankVersion(Catalogue catalogue, Commits commits, InstantSource clock) {
    this.catalogue = catalogue;
    this.commits = commits;
    this.clock = clock;
  }

  @Override
  public Yanking yank(Caller caller, VersionId id, Optional<String> reason) {
    return change(caller, id, new ProviderVersionEvent.YankAsked(reason, clock.instant()));
  }

  @Override
  public Yanking unyank(Caller caller, VersionId id) {
    return change(caller, id, new ProviderVersionEvent.UnyankAsked(clock.instant()));
  }

  private Yanking change(Caller caller, VersionId id, ProviderVersionEvent event) {
    if (!caller.may(Right.WRITE, Ownership.subject(id.provider())) && !caller.may(Right.CONSOLE)) {
      return new Yanking.Forbidden(
          Ownership.missing(Right.WRITE, Ownership.subject(id.provider())));
    }
    return Deciding.again("Changing " + id, () -> attempt(caller, id, event));
  }

  private Optional<Yanking> attempt(Caller caller, VersionId id, ProviderVersionEvent event) {
    var scene = catalogue.publishing(id);
    var visible = visible(scene, id).filter(stored -> Ownership.maySee(caller, stored.value()));
    if (visible.isEmpty()) {
      return Optional.of(new Yanking.NotFound(id));
    }
    if (!Ownership.mayChange(caller, id.provider())) {
      return Optional.of(new Yanking.Forbidden(Ownership.refusal(caller, id.provider())));
    }
    var stored = visible.get();
    return switch (ProviderVersionMachine.apply(stored.value(), event)) {
      case Outcome.Unchanged(var current) -> Optional.of(new Yanking.Done(current));
      case Outcome.NotPossible(var current, var target) ->
          Optional.of(new Yanking.NotPossible(current, target));
      case Outcome.Immutable immutable ->
          throw new IllegalStateException("a yank never publishes: " + immutable);
      case Outcome.Moved(var next) -> commit(scene, stored, next);
    };
  }

  private Optional<Yanking> commit(
      PublishingScene scene, Versioned<ProviderVersion> stored, ProviderVersion next) {
    var provider = scene.provider().orElseThrow();
    var name = next.id().provider();
    var published = next instanceof ProviderVersion.Published;
    var changes = new ArrayList<Change>();
    changes.add(new Change.RequireProvider(name, provider.revision()));
    changes.add(new Change.PutProviderVersion(next, stored.expected()));
    changes.add(new Change.CountProvider(name, published ? 1 : -1, 0, 0));
    if (published && !next.version().isPreRelease()) {
      changes.add(new Change.Append(new InstallerMessage.VersionOffered(name, "").toMessage()));
    }
    return commits.commit(new Commit(changes)) instanceof Committed.Done
        ? Optional.of(new Yanking.Done(next))
        : Optional.empty();
  }

  /** The version of exactly this text, in the provider's present edition. */
  private static Optional<Versioned<ProviderVersion>> visible(PublishingScene scene, VersionId id) {
    return scene
        .provider()
        .filter(provider -> provider.value() instanceof Provider.Registered)
        .flatMap(
            provider ->
                scene
                    .version()
                    .filter(
                        version ->
                            version.value().id().equals(id)
                                && version.value().release().edition()
                                    == provider.value().edition()));
  }
}
