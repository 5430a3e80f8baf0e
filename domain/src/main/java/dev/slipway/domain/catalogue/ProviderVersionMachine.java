package dev.slipway.domain.catalogue;

import dev.slipway.domain.catalogue.ProviderVersion.Building;
import dev.slipway.domain.catalogue.ProviderVersion.Failed;
import dev.slipway.domain.catalogue.ProviderVersion.Published;
import dev.slipway.domain.catalogue.ProviderVersion.Status;
import dev.slipway.domain.catalogue.ProviderVersion.Yanked;
import dev.slipway.domain.catalogue.ProviderVersionEvent.BuildBroke;
import dev.slipway.domain.catalogue.ProviderVersionEvent.Built;
import dev.slipway.domain.catalogue.ProviderVersionEvent.Republished;
import dev.slipway.domain.catalogue.ProviderVersionEvent.UnyankAsked;
import dev.slipway.domain.catalogue.ProviderVersionEvent.YankAsked;
import java.util.ArrayList;
import java.util.List;

/**
 * The state machine of a provider version: one pure, total function. The diagram in {@code
 * docs/states/provider-version.md} is generated from it.
 */
public final class ProviderVersionMachine {

  private ProviderVersionMachine() {}

  /** What an event did. */
  public sealed interface Outcome {

    /** The version is now in another state, or the same state with other facts. */
    record Moved(ProviderVersion next) implements Outcome {}

    /** What was asked for is already so. */
    record Unchanged(ProviderVersion current) implements Outcome {}

    /**
     * A published record never changes: the request holds other content, or the version is yanked
     * or being built.
     *
     * @param status the state that refuses
     * @param differences the request fields that differ, sorted; empty when yanked or building
     */
    record Immutable(Status status, List<String> differences) implements Outcome {
      public Immutable {
        differences = List.copyOf(differences);
      }
    }

    /**
     * The state does not know this event.
     *
     * @param current the state that refuses
     * @param target the state that was asked for
     */
    record NotPossible(Status current, Status target) implements Outcome {}
  }

  /** What a version becomes when an event happens to it. */
  public static Outcome apply(ProviderVersion version, ProviderVersionEvent event) {
    return switch (version) {
      case Building building ->
          switch (event) {
            case Built e ->
                new Outcome.Moved(
                    new Published(withContent(building.release(), e.content()), e.at(), e.at()));
            case BuildBroke e ->
                new Outcome.Moved(new Failed(building.release(), e.error(), e.at()));
            case Republished e -> immutable(building, e, List.of());
            case YankAsked e -> new Outcome.NotPossible(Status.BUILDING, Status.YANKED);
            case UnyankAsked e -> new Outcome.NotPossible(Status.BUILDING, Status.PUBLISHED);
          };
      case Published published ->
          switch (event) {
            case Republished e -> republish(published, e);
            case YankAsked e ->
                new Outcome.Moved(
                    new Yanked(
                        published.release(), published.publishedAt(), e.at(), e.reason(), e.at()));
            case UnyankAsked e -> new Outcome.Unchanged(published);
            case Built e -> new Outcome.NotPossible(Status.PUBLISHED, Status.PUBLISHED);
            case BuildBroke e -> new Outcome.NotPossible(Status.PUBLISHED, Status.FAILED);
          };
      case Failed failed ->
          switch (event) {
            case Republished e -> replace(failed, e);
            case YankAsked e -> new Outcome.NotPossible(Status.FAILED, Status.YANKED);
            case UnyankAsked e -> new Outcome.NotPossible(Status.FAILED, Status.PUBLISHED);
            case Built e -> new Outcome.NotPossible(Status.FAILED, Status.PUBLISHED);
            case BuildBroke e -> new Outcome.NotPossible(Status.FAILED, Status.FAILED);
          };
      case Yanked yanked ->
          switch (event) {
            case UnyankAsked e ->
                new Outcome.Moved(new Published(yanked.release(), yanked.publishedAt(), e.at()));
            case YankAsked e -> new Outcome.Unchanged(yanked);
            case Republished e -> immutable(yanked, e, List.of());
            case Built e -> new Outcome.NotPossible(Status.YANKED, Status.PUBLISHED);
            case BuildBroke e -> new Outcome.NotPossible(Status.YANKED, Status.FAILED);
          };
    };
  }

  /** A failed version never held anything that somebody could rely on, so it may be replaced. */
  private static Outcome replace(Failed failed, Republished event) {
    var release = event.release();
    if (!failed.version().equals(release.id().version())) {
      return immutable(failed, event, List.of());
    }
    var kept =
        new Release(
            release.id(),
            release.content(),
            release.runtimeVersion(),
            release.edition(),
            failed.release().createdAt());
    return new Outcome.Moved(new Published(kept, event.at(), event.at()));
  }

  private static Outcome republish(Published published, Republished event) {
    var differences = published.release().content().differencesTo(event.release().content());
    boolean sameText = published.version().equals(event.release().id().version());
    if (!differences.isEmpty() || !sameText) {
      return immutable(published, event, differences);
    }
    return published.release().edition() == event.release().edition()
        ? new Outcome.Unchanged(published)
        : new Outcome.Moved(
            new Published(
                published.release().inEdition(event.release().edition()),
                published.publishedAt(),
                event.at()));
  }

  /** Another text of the same precedence is named as a difference, whatever the rest. */
  private static Outcome immutable(
      ProviderVersion version, Republished event, List<String> differences) {
    if (version.version().equals(event.release().id().version())) {
      return new Outcome.Immutable(version.status(), differences);
    }
    var named = new ArrayList<>(differences);
    named.add("version");
    return new Outcome.Immutable(version.status(), named.stream().sorted().toList());
  }

  private static Release withContent(Release release, WheelContent content) {
    return new Release(
        release.id(), content, release.runtimeVersion(), release.edition(), release.createdAt());
  }
}
