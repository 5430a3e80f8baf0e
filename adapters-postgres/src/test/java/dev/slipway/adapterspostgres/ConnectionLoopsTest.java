package dev.slipway.adapterspostgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adapterspostgres.PostgresSettings.Limits;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.portstck.sample.Samples;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store on event loops of somebody else. */
class ConnectionLoopsTest {

  /** Where a thread of the test says that it is. */
  private static final ThreadLocal<Object> HERE = ThreadLocal.withInitial(() -> "nowhere");

  private static final Limits PATIENCE =
      new Limits(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));

  private final TestDatabase database = TestDatabase.migrated();
  private final Vertx vertx = Vertx.vertx();

  private final ConnectionLoops loops = new ConnectionLoops(vertx, HERE::get);
  private final Connections connections =
      new Connections(database.settings(), OpenStore.statements(), loops);

  @AfterEach
  void close() throws Exception {
    connections.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, SECONDS);
    database.close();
  }

  @Test
  void each_loop_is_lent_the_connections_that_were_opened_on_it() {
    var ones = takenOn("one");
    var twos = takenOn("two");
    connections.giveBack(ones);
    connections.giveBack(twos);

    var first = takenOn("one");
    var second = takenOn("two");

    assertThat(first).isSameAs(ones).isNotSameAs(twos);
    assertThat(second).isSameAs(twos);
    connections.giveBack(first);
    connections.giveBack(second);
  }

  @Test
  void a_loop_that_has_none_opens_one_rather_than_to_take_another_loops() {
    var ones = takenOn("one");
    connections.giveBack(ones);

    var twos = takenOn("two");

    assertThat(twos).isNotSameAs(ones);
    assertThat(twos.home()).isEqualTo("two");
    connections.giveBack(twos);
  }

  @Test
  void when_all_are_open_a_loop_is_lent_another_loops_which_goes_back_there() {
    try (var single = connections(1)) {
      HERE.set("one");
      var ones = single.take("a test", PATIENCE);
      single.giveBack(ones);

      HERE.set("two");
      var lent = single.take("a test", PATIENCE);
      single.giveBack(lent);

      assertThat(lent).isSameAs(ones);
      assertThat(lent.home()).isEqualTo("one");
    }
  }

  @Test
  void when_one_is_given_up_another_may_be_opened() {
    try (var single = connections(1)) {
      var first = single.take("a test", PATIENCE);
      single.giveUp(first);

      var second = single.take("a test", PATIENCE);

      assertThat(second).isNotSameAs(first);
      single.giveBack(second);
    }
  }

  @Test
  void however_many_loops_race_no_more_are_open_than_allowed() throws Exception {
    try (var three = connections(3);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var open = new ConcurrentHashMap<Integer, Session>();
      var all = new ArrayList<Future<?>>();
      for (int i = 0; i < 400; i++) {
        var loop = i % 5;
        all.add(
            threads.submit(
                () -> {
                  HERE.set(loop);
                  var session = three.take("a test", PATIENCE);
                  open.put(session.processId(), session);
                  three.giveBack(session);
                }));
      }

      for (var one : all) {
        one.get(60, SECONDS);
      }

      assertThat(open).hasSizeBetween(1, 3);
      assertThat(three.lent()).isZero();
    }
  }

  @Test
  void closing_closes_the_connections_of_every_loop_and_leaves_the_loops_open() throws Exception {
    var ones = takenOn("one");
    var twos = takenOn("two");
    connections.giveBack(ones);
    connections.giveBack(twos);

    HERE.set("three");
    connections.close();

    awaitLost(ones);
    awaitLost(twos);
    var still = new CompletableFuture<String>();
    vertx.runOnContext(nothing -> still.complete("open"));
    assertThat(still.get(60, SECONDS)).isEqualTo("open");
  }

  @Test
  void a_store_reads_and_writes_there_and_leaves_them_open() throws Exception {
    var organization = Samples.anOrganization("acme");
    var change = new Change.PutOrganization(organization, new Expected.Absent());

    try (var store = OpenStore.open(database.settings(), ConfigCipher.none(), loops)) {
      var committed = store.commits().commit(Commit.of(change));

      assertThat(committed).isEqualTo(new Committed.Done());
      assertThat(store.organizations().find(organization.id())).contains(organization);
    }

    var still = new CompletableFuture<String>();
    vertx.runOnContext(nothing -> still.complete("open"));
    assertThat(still.get(60, SECONDS)).isEqualTo("open");
  }

  private Session takenOn(String loop) {
    HERE.set(loop);
    return connections.take("a test", PATIENCE);
  }

  private Connections connections(int most) {
    return new Connections(
        database.settings().withConnections(most), OpenStore.statements(), loops);
  }

  private static void awaitLost(Session session) {
    long end = System.nanoTime() + SECONDS.toNanos(60);
    while (!session.isLost()) {
      assertThat(System.nanoTime() - end).as("nanoseconds past the deadline").isNegative();
      Thread.onSpinWait();
    }
  }
}
