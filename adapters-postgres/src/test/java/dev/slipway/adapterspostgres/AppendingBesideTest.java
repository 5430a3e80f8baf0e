package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Given;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has to wait for somebody that appends to a key judges all keys rightly all the same. */
class AppendingBesideTest {

  private static final int KEYS = 4;
  private static final Duration HOUR = Duration.ofHours(1);

  private static final String WAITING =
      """
      SELECT count(*) FROM pg_stat_activity
        WHERE wait_event_type = 'Lock' AND datname = current_database()
      """;

  @ParameterizedTest
  @ValueSource(strings = {"key-0", "key-1", "key-3"})
  void claims_acknowledged_together_all_count_whichever_had_to_be_waited_for(String busy)
      throws SQLException, InterruptedException, ExecutionException, TimeoutException {
    try (var database = TestDatabase.migrated();
        var store = OpenStore.open(database.settings());
        var other = database.connect()) {
      IntStream.range(0, KEYS)
          .forEach(i -> new Given(store).messages(Samples.aMessage("key-" + i, "DO")));
      var all =
          new Commit(
              store.outbox().claim(KEYS, HOUR).stream()
                  .<Change>map(delivery -> new Change.Acknowledge(delivery.claim()))
                  .toList());
      other.setAutoCommit(false);
      try (var statement = other.createStatement()) {
        statement.execute(
            "SELECT slipway.append(ARRAY['%s'], ARRAY['NEXT'], ARRAY['{}'])".formatted(busy));
      }

      var acknowledging =
          CompletableFuture.supplyAsync(
              () -> store.commits().commit(all), Thread::startVirtualThread);
      while (!acknowledging.isDone() && database.ask(WAITING).equals("0")) {
        Thread.onSpinWait();
      }
      other.commit();

      assertThat(acknowledging.get(30, TimeUnit.SECONDS)).isEqualTo(new Committed.Done());
      assertThat(store.outbox().claim(KEYS, HOUR))
          .extracting(delivery -> delivery.message().type())
          .containsExactly("NEXT");
      assertThat(store.outbox().size()).isOne();
    }
  }
}
