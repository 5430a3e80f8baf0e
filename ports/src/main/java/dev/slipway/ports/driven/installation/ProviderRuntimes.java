package dev.slipway.ports.driven.installation;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.version.SemVer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The world in which providers run: child processes, a Kubernetes cluster, a simulation, or nothing
 * at all. Every effect is idempotent and carries the generation of the operation that asks; an
 * effect of a lower generation than the adapter has seen for the same incarnation changes nothing,
 * so that a late worker cannot undo a newer operation.
 *
 * <p>Life of a deployment: {@link #apply} brings a rollout up beside what serves; what served goes
 * on. When the rollout's runtime has registered, {@link #promote} makes it the serving one and
 * retires the others. To go back, {@code apply} the serving rollout again under a newer generation:
 * it is left running, and whatever else was being brought up is ended. To bring back what was lost
 * by a restart, {@code apply} the rollout that served, then the candidate. {@link
 * Deployment#served} tells the two apart. Another incarnation takes the place of whatever the one
 * before it left.
 *
 * <p>A generation stays known after a removal, as long as the adapter's process lives; so a late
 * worker of that process cannot bring back what was removed.
 *
 * <p>Thread-safe; blocks, bounded by the adapter's own limits. An adapter that cannot reach its
 * world throws {@link RuntimeUnavailable}.
 */
public interface ProviderRuntimes {

  /** What became of an effect. */
  sealed interface Effect {

    /** The world is, or is on its way to be, as asked. */
    record Done() implements Effect {}

    /** A newer operation has been here; nothing was changed. */
    record Superseded(long generation) implements Effect {}

    /**
     * It cannot be done this time; another attempt may succeed.
     *
     * @param reason for the tenant: no secret, no path of a machine
     */
    record Failed(String reason) implements Effect {}
  }

  /**
   * What runs.
   *
   * @param installation whose it is
   * @param incarnation which incarnation of it
   * @param generation the newest operation that was seen
   * @param serving the promoted rollout
   * @param servingVersion the version that it runs
   * @param candidate the rollout that was applied and not yet promoted
   * @param availableReplicas how many instances of the serving rollout are up
   * @param readyReplicas how many of them have registered, as far as the adapter knows
   * @param image what the serving rollout runs, for people: an image, a wheel's name, or empty text
   * @param trouble what was last seen of the candidate, or of the serving rollout when there is
   *     none, in words such as {@code image pull}, {@code crash loop}; empty text when nothing is
   *     wrong
   */
  record Observed(
      InstallationId installation,
      Incarnation incarnation,
      long generation,
      Optional<Long> serving,
      Optional<SemVer> servingVersion,
      Optional<Long> candidate,
      int availableReplicas,
      int readyReplicas,
      String image,
      String trouble,
      Instant updatedAt) {}

  /** Brings a rollout up; see the life of a deployment. */
  Effect apply(Deployment deployment);

  /**
   * The candidate of this rollout number serves from now on; every other rollout is retired. {@link
   * Effect.Failed} when no such rollout runs: it must be applied first.
   */
  Effect promote(
      InstallationId installation, Incarnation incarnation, long generation, long rollout);

  /**
   * Removes everything of an installation's incarnation; done when nothing is left, also when there
   * was nothing. Another incarnation is left alone.
   */
  Effect remove(InstallationId installation, Incarnation incarnation, long generation);

  /** What runs for an installation; empty when nothing does, or the adapter deploys nothing. */
  Optional<Observed> observe(InstallationId installation);

  /**
   * Everything that runs under this adapter, by tenant, then canonical provider name.
   *
   * @param after behind this one; empty for the first page
   */
  List<Observed> running(Optional<InstallationId> after, int limit);

  /**
   * Whether another server runs this installation's deployment at this moment, so that bringing it
   * back here would take it away from there. Only adapters whose world lives inside a server know
   * such a thing.
   */
  default boolean runsElsewhere(InstallationId installation) {
    return false;
  }

  /**
   * Why this adapter could never run a wheel of this URL, for people; empty when it could. Looks at
   * the text alone, so that a publication can be refused at once.
   */
  Optional<String> refuses(WheelUrl wheel);

  /**
   * Whether the adapter deploys anything: the sweep compares what runs with what should run only
   * where it does.
   */
  boolean deploys();
}
