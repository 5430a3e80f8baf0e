package dev.slipway.benchmarks.delivery;

import dev.slipway.adapterspostgres.PostgresMigrations;
import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.delivery.Deliveries.Ending;
import java.time.Duration;

/**
 * Our own outbox, measured as the others are; it is warm.
 *
 * @param ending how messages end
 * @param workers how many claim at once
 * @param batch how many each claims
 */
record Ours(Ending ending, int workers, int batch) implements Peer {

  @Override
  public String name() {
    return switch (ending) {
      case TOGETHER -> "Slipway";
      case ONE_BY_ONE -> "Slipway, one commit each";
    };
  }

  @Override
  public String settings() {
    return "%d workers, claims of %d, %s; at least once, in order for each key, fenced"
        .formatted(
            workers,
            batch,
            switch (ending) {
              case TOGETHER -> "what was claimed together is acknowledged together";
              case ONE_BY_ONE -> "a transaction for each acknowledgement";
            });
  }

  @Override
  public Outcome measure(PostgresSettings database, Asked asked) throws InterruptedException {
    PostgresMigrations.migrate(database);
    try (var deliveries = new Deliveries(database, Math.min(workers, asked.connections()))) {
      deliveries.fill(asked.jobs());
      var drained = deliveries.deliver(asked.jobs(), batch, ending);
      var waits = deliveries.waits(asked.timely(), asked.perSecond(), batch);
      return new Outcome.Measured(
          drained,
          Duration.ofNanos(waits.getValueAtPercentile(50)),
          Duration.ofNanos(waits.getValueAtPercentile(99)));
    }
  }
}
