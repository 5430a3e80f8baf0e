package dev.slipway.adaptersprocess;

import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A server in a process of its own, which a test kills while its children run. */
final class KilledServer {

  private KilledServer() {}

  /**
   * Runs two rollouts, and waits to be killed.
   *
   * @param arguments the machine's folder, and a pipe into which each child writes its number
   */
  public static void main(String[] arguments) throws InterruptedException {
    var machine = new Machine(Path.of(arguments[0]));
    var runtimes = machine.start(machine.settings("killed"));
    require(runtimes.apply(child(1, arguments[1] + "-1")));
    require(runtimes.promote(Machine.STORE, Machine.INCARNATION, 1, 1));
    require(runtimes.apply(child(2, arguments[1] + "-2")));
    new CountDownLatch(1).await();
  }

  /** A child with a child of its own that left its parents; both tell their numbers. */
  static Deployment child(long rollout, String pipe) {
    return Machine.deployment(
        rollout,
        Map.of("PIPE", pipe),
        List.of(
            "sh", "-c", "( sleep 1000 & echo $! $$ > \"$PIPE\" ); trap '' TERM; exec sleep 1000"));
  }

  private static void require(Effect effect) {
    if (!(effect instanceof Effect.Done)) {
      throw new IllegalStateException(effect.toString());
    }
  }
}
