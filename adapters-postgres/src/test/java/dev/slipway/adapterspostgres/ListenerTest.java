package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adapterspostgres.Wire.Line;
import dev.slipway.adapterspostgres.Wire.Packet;
import dev.slipway.adapterspostgres.Wire.Way;
import dev.slipway.portstck.delivery.WakeupsContract;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Given;
import dev.slipway.portstck.store.Race;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How a store tells others that it appended messages. The others wait much longer than a race may
 * last, and ask for nothing by themselves.
 */
class ListenerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestDatabase database = TestDatabase.migrated();
  private final Wire wire = Wire.to(database.settings().port());
  private final OpenStore other = OpenStore.open(database.settings());

  @BeforeEach
  void the_other_one_listens() throws InterruptedException {
    other.wakeups().await(PATIENCE);
  }

  @AfterEach
  void close() {
    other.close();
    wire.close();
    database.close();
  }

  private OpenStore teller() {
    return OpenStore.open(database.settings().withPort(wire.port()));
  }

  private void otherIsWoken() {
    Callable<Boolean> waiting =
        () -> {
          other.wakeups().await(WakeupsContract.LONG);
          return true;
        };
    assertThat(Race.of(List.of(waiting))).containsOnly(true);
  }

  private static void append(OpenStore store, String key) {
    new Given(store).messages(Samples.aMessage(key, "DO"));
  }

  @Test
  void what_could_not_be_told_is_told_when_the_store_listens_again() {
    var deaf = new Deaf();
    wire.handle(deaf);
    try (var store = teller()) {
      append(store, "key");

      deaf.isOver = true;

      otherIsWoken();
    }
  }

  @Test
  void what_was_on_its_way_when_the_connection_was_lost_is_told_again() throws Exception {
    var lost = new LostOnTheWay();
    wire.handle(lost);
    try (var store = teller()) {
      store.wakeups().await(PATIENCE);

      append(store, "key");

      otherIsWoken();
      assertThat(lost.notices).hasValueGreaterThan(1);
    }
  }

  @Test
  void what_was_appended_last_is_told_before_the_store_is_closed() {
    wire.handle(new Deaf());
    var store = teller();
    append(store, "key");
    wire.handle(Wire.PASS);

    store.close();

    otherIsWoken();
  }

  @Test
  void what_is_appended_while_somebody_is_being_told_shares_the_next_notice() throws Exception {
    var held = new Held();
    wire.handle(held);
    try (var store = teller()) {
      store.wakeups().await(PATIENCE);
      append(store, "first");
      assertThat(held.came.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 10; i++) {
        append(store, "key-" + i);
      }

      held.answers.release(1_000);
      append(store, "last");
    }

    // The first, the next for all that came meanwhile, and at most one for the last.
    assertThat(held.notices).hasValueBetween(2, 3);
    otherIsWoken();
  }

  @Test
  void who_appends_wakes_those_who_wait_at_the_same_store_without_a_notice() throws Exception {
    var deaf = new Deaf();
    wire.handle(deaf);
    try (var store = teller()) {
      Callable<Boolean> waiting =
          () -> {
            store.wakeups().await(WakeupsContract.LONG);
            return true;
          };
      Callable<Boolean> appending =
          () -> {
            append(store, "key");
            return true;
          };

      assertThat(Race.of(List.of(waiting, appending))).containsOnly(true);
    }
  }

  private static boolean isNotice(Packet packet) {
    return packet.says("NOTIFY slipway_outbox");
  }

  /** Ends the connections on which a store wants to listen. */
  private static final class Deaf implements Wire.Handling {
    private volatile boolean isOver;

    @Override
    public void handle(Line line, Way way, Packet packet) throws IOException {
      if (line.listens() && !isOver) {
        line.close();
      } else {
        line.pass(way, packet);
      }
    }
  }

  /** Ends the connection on which the first notice comes, before the server hears it. */
  private static final class LostOnTheWay implements Wire.Handling {
    private final AtomicInteger notices = new AtomicInteger();

    @Override
    public void handle(Line line, Way way, Packet packet) throws IOException {
      if (isNotice(packet) && notices.incrementAndGet() == 1) {
        line.close();
      } else {
        line.pass(way, packet);
      }
    }
  }

  /** Holds notices back until each is let go. */
  private static final class Held implements Wire.Handling {
    private final AtomicInteger notices = new AtomicInteger();
    private final CountDownLatch came = new CountDownLatch(1);
    private final Semaphore answers = new Semaphore(0);

    @Override
    public void handle(Line line, Way way, Packet packet) throws IOException {
      if (isNotice(packet)) {
        notices.incrementAndGet();
        came.countDown();
        answers.acquireUninterruptibly();
      }
      line.pass(way, packet);
    }
  }
}
