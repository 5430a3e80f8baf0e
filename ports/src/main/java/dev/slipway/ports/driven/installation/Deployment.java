package dev.slipway.ports.driven.installation;

import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.Rollout;

/**
 * What a runtime adapter is asked to bring out.
 *
 * @param installation whose it is
 * @param incarnation which incarnation of it
 * @param generation the operation that asks; an adapter refuses a lower one than it has seen
 * @param rollout what is to run: a rollout that already runs is left running; its config can be
 *     read
 * @param served whether the rollout has registered before and is only brought back, after a restart
 *     or in place of a change that failed: it is the serving one at once, without a promotion
 * @param release the version that the rollout runs: its wheel, digest, package and entrypoint
 * @param runtimeImage the image of the pinned runtime version, for adapters that run images
 * @param credentials what the runtime needs to talk back
 */
public record Deployment(
    InstallationId installation,
    Incarnation incarnation,
    long generation,
    Rollout rollout,
    boolean served,
    Release release,
    String runtimeImage,
    Credentials credentials) {

  /**
   * What a runtime needs to talk back. Never printed.
   *
   * @param token a fresh runtime token, bound to the rollout
   */
  public record Credentials(String token) {
    @Override
    public String toString() {
      return "Credentials[withheld]";
    }
  }
}
