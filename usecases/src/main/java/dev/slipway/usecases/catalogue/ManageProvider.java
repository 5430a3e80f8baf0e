package dev.slipway.usecases.catalogue;

import dev.slipway.domain.catalogue.DisplayData;
import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Right;
import dev.slipway.ports.driven.catalogue.Catalogue;
import dev.slipway.ports.driven.catalogue.ProviderView;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driving.catalogue.ChangeProvider;
import dev.slipway.usecases.decision.Deciding;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Keeps {@link ChangeProvider}. Thread-safe. */
public final class ManageProvider implements ChangeProvider {

  private final Catalogue catalogue;
  private final Commits commits;
  private final InstantSource clock;

  @Inject
  public ManageProvider(Catalogue catalogue, Commits commits, InstantSource clock) {
    this.catalogue = catalogue;
    this.commits = commits;
    this.clock = clock;
  }

  @Override
  public ProviderChange describe(Caller caller, ProviderName name, DisplayData.Edit edit) {
    return change(caller, name, "Describing", view -> described(view, edit));
  }

  @Override
  public ProviderChange delete(Caller caller, ProviderName name) {
    return change(caller, name, "Deleting", this::deleted);
  }

  private ProviderChange change(
      Caller caller,
      ProviderName name,
      String what,
      Function<ProviderView, Optional<ProviderChange>> attempt) {
    if (!caller.may(Right.WRITE, Ownership.subject(name)) && !caller.may(Right.CONSOLE)) {
      return new ProviderChange.Forbidden(Ownership.missing(Right.WRITE, Ownership.subject(name)));
    }
    return Deciding.again(
        what + " " + name.canonical(),
        () -> {
          var visible =
              catalogue
                  .provider(name)
                  .filter(
                      view ->
                          view.publishedVersions() > 0 || Ownership.mayLookInside(caller, name));
          if (visible.isEmpty()) {
            return Optional.of(new ProviderChange.NotFound(name));
          }
          if (!Ownership.mayChange(caller, name)) {
            return Optional.of(new ProviderChange.Forbidden(Ownership.refusal(caller, name)));
          }
          return attempt.apply(visible.get());
        });
  }

  private Optional<ProviderChange> described(ProviderView view, DisplayData.Edit edit) {
    var current = view.provider().value();
    var next = current.described(current.display().with(edit), clock.instant());
    if (next.equals(current)) {
      return Optional.of(new ProviderChange.Described(view));
    }
    var committed =
        commits.commit(Commit.of(new Change.PutProvider(next, view.provider().expected())));
    return committed instanceof Committed.Done
        ? Optional.of(new ProviderChange.Described(with(view, next)))
        : Optional.empty();
  }

  private Optional<ProviderChange> deleted(ProviderView view) {
    Provider next = view.provider().value().deleted(clock.instant());
    var committed =
        commits.commit(Commit.of(new Change.PutProvider(next, view.provider().expected())));
    return switch (committed) {
      case Committed.Done done -> Optional.of(new ProviderChange.Deleted());
      case Committed.Stale(Lost.ProviderInstalled(var name, var installations)) ->
          Optional.of(new ProviderChange.Installed(name, installations));
      case Committed.Stale stale -> Optional.empty();
      case Committed.Answered answered ->
          throw new IllegalStateException("a deletion has no idempotency key");
    };
  }

  private static ProviderView with(ProviderView view, Provider.Registered next) {
    return new ProviderView(
        new Versioned<>(next, view.provider().revision().next()),
        view.publishedVersions(),
        view.existing(),
        view.installCount(),
        view.latest());
  }
}
