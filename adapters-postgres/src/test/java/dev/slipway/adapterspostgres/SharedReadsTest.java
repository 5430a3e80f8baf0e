package dev.slipway.adapterspostgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ports.driven.commit.StorageUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lookups that are asked for while others are being answered go over the same connection. */
class SharedReadsTest {

  private static final String LOCKED =
      """
      SELECT count(*) FROM pg_stat_activity
        WHERE wait_event_type = 'Lock' AND datname = current_database()
      """;

  private static final String CLIENTS =
      """
      SELECT count(*) FROM pg_stat_activity
        WHERE application_name = 'slipway' AND datname = current_database()
      """;

  private enum Asked implements Statement {
    /** Answered with what it was given, once nobody keeps lookups waiting. */
    LOOKUP("SELECT $1::integer AS number FROM (SELECT pg_advisory_xact_lock_shared(1)) waiting"),
    REFUSED_IF_ZERO("SELECT 1 / $1::integer AS number"),
    CHANGE("SELECT $1::integer AS number");

    private final String sql;

    Asked(String sql) {
      this.sql = sql;
    }

    @Override
    public String sql() {
      return sql;
    }
  }

  /** Somebody who looks up a number. */
  private record Reader(Thread thread, CompletableFuture<Integer> answer) {

    void awaitsAnAnswer() {
      SharedReadsTest.await(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    int number() throws Exception {
      return answer.get(60, SECONDS);
    }
  }

  private final TestDatabase server = TestDatabase.bare();
  private final Connections connections =
      new Connections(server.settings().withConnections(4), List.of(Asked.values()));
  private final Database database = new Database(connections);
  private Connection blocker;

  @BeforeEach
  void keepLookupsWaiting() throws SQLException {
    blocker = server.connect();
    say("SELECT pg_advisory_lock(1)");
  }

  @AfterEach
  void close() throws SQLException {
    blocker.close();
    connections.close();
    server.close();
  }

  @Test
  void as_many_as_may_share_one_connection_and_each_gets_its_own_answer() throws Exception {
    var readers = new ArrayList<Reader>();
    readers.add(firstReader(100));
    for (int i = 1; i < SharedReads.AT_ONCE; i++) {
      readers.add(reader(100 + i));
    }
    assertThat(connections.lent()).isOne();

    readers.add(reader(100 + SharedReads.AT_ONCE));
    assertThat(connections.lent()).isEqualTo(2);

    letLookupsGo();
    for (int i = 0; i < readers.size(); i++) {
      assertThat(readers.get(i).number()).isEqualTo(100 + i);
    }
    await(() -> connections.lent() == 0);
  }

  @Test
  void whoever_changes_something_has_a_connection_alone() {
    var reader = firstReader(1);

    var changed = database.change("a test", Asked.CHANGE, Given.of(7));

    assertThat(changed.iterator().next().getInteger("number")).isEqualTo(7);
    assertThat(reader.answer()).isNotDone();
    assertThat(connections.lent()).isOne();
  }

  @Test
  void nobody_joins_while_somebody_waits_for_a_connection() throws Exception {
    var first = firstReader(1);
    var others = new ArrayList<Lending>();
    for (int i = 1; i < connections.settings().connections(); i++) {
      others.add(connections.lend("a test", connections.settings().limits()));
    }
    var second = reader(2);
    var changing =
        CompletableFuture.supplyAsync(
            () -> database.change("a test", Asked.CHANGE, Given.of(7)), Thread::startVirtualThread);
    await(connections::isWanted);

    var third = reader(3);
    third.thread().interrupt();

    assertThatThrownBy(third::number).hasMessageContaining("while waiting for a connection");
    letLookupsGo();
    assertThat(List.of(first.number(), second.number())).containsExactly(1, 2);
    assertThat(changing.get(60, SECONDS).iterator().next().getInteger("number")).isEqualTo(7);
    others.forEach(Lending::giveBack);
    await(() -> connections.lent() == 0);
  }

  @Test
  void one_that_stops_waiting_leaves_the_others_their_answers_and_nobody_joins_them()
      throws Exception {
    var first = firstReader(1);
    var second = reader(2);
    var third = reader(3);

    second.thread().interrupt();
    assertThatThrownBy(second::number)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StorageUnavailable.class);
    var fourth = reader(4);

    assertThat(connections.lent()).isEqualTo(2);
    letLookupsGo();
    assertThat(List.of(first.number(), third.number(), fourth.number())).containsExactly(1, 3, 4);
    await(() -> connections.lent() == 0);
    await(() -> server.ask(CLIENTS).equals("1"));
  }

  @Test
  void a_refusal_is_for_the_one_who_asked() throws Exception {
    var first = firstReader(1);
    var refused = asking(Asked.REFUSED_IF_ZERO, 0);
    refused.awaitsAnAnswer();
    var third = reader(3);
    assertThat(connections.lent()).isOne();

    letLookupsGo();

    assertThatThrownBy(refused::number)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StorageUnavailable.class)
        .hasMessageContaining("division by zero");
    assertThat(List.of(first.number(), third.number())).containsExactly(1, 3);
    await(() -> connections.lent() == 0);
    assertThat(server.ask(CLIENTS)).isEqualTo("1");
  }

  @Test
  void when_the_connection_is_lost_all_of_them_ask_again_on_another() throws Exception {
    var readers = new ArrayList<Reader>();
    readers.add(firstReader(0));
    IntStream.range(1, 6).forEach(i -> readers.add(reader(i)));

    server.ask(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'slipway' AND datname = current_database()");
    letLookupsGo();

    for (int i = 0; i < readers.size(); i++) {
      assertThat(readers.get(i).number()).isEqualTo(i);
    }
    await(() -> connections.lent() == 0);
  }

  @Test
  void once_the_store_is_closed_nobody_joins_and_who_had_joined_is_answered() throws Exception {
    var first = firstReader(1);
    var second = reader(2);

    var closing = Thread.startVirtualThread(connections::close);
    await(connections::isClosed);
    var late = asking(Asked.LOOKUP, 3);

    assertThatThrownBy(late::number)
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("is closed");
    letLookupsGo();
    closing.join();
    assertThat(List.of(first.number(), second.number())).containsExactly(1, 2);
  }

  /** Has a connection of its own, and waits inside the database. */
  private Reader firstReader(int number) {
    var reader = reader(number);
    await(() -> server.ask(LOCKED).equals("1"));
    return reader;
  }

  private Reader reader(int number) {
    var reader = asking(Asked.LOOKUP, number);
    reader.awaitsAnAnswer();
    return reader;
  }

  private Reader asking(Asked statement, int number) {
    var answer = new CompletableFuture<Integer>();
    var thread =
        Thread.startVirtualThread(
            () -> {
              try {
                answer.complete(
                    database.one(
                        "a test", statement, Given.of(number), row -> row.getInteger("number")));
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    return new Reader(thread, answer);
  }

  private void letLookupsGo() throws SQLException {
    say("SELECT pg_advisory_unlock(1)");
  }

  private void say(String sql) throws SQLException {
    try (var statement = blocker.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("nanoseconds past the deadline").isNegative();
      Thread.onSpinWait();
    }
  }
}
