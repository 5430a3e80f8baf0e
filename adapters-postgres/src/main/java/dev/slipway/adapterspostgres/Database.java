package dev.slipway.adapterspostgres;

import dev.slipway.ports.driven.commit.StorageUnavailable;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Single statements on the database: one round trip each. What goes wrong becomes a {@link
 * StorageUnavailable} that says what was attempted. Thread-safe.
 */
final class Database {

  private static final int ATTEMPTS = 3;

  private final Connections connections;
  private final SharedReads shared;

  Database(Connections connections) {
    this.connections = connections;
    this.shared = new SharedReads(connections);
  }

  /**
   * A row that may be there, found by its key or the first of an index: quick, so that it is asked
   * for beside others ({@link SharedReads}).
   */
  <T> Optional<T> find(
      String attempted, Statement statement, Tuple given, Function<Row, T> answer) {
    var rows = lookUp(attempted, statement, given).iterator();
    return rows.hasNext() ? Optional.of(answer.apply(rows.next())) : Optional.empty();
  }

  /** Rows in their order. */
  <T> List<T> list(String attempted, Statement statement, Tuple given, Function<Row, T> answer) {
    return StreamSupport.stream(read(attempted, statement, given).spliterator(), false)
        .map(answer)
        .toList();
  }

  /** A row that is always there, and as quick as {@link #find}. */
  <T> T one(String attempted, Statement statement, Tuple given, Function<Row, T> answer) {
    return answer.apply(lookUp(attempted, statement, given).iterator().next());
  }

  private RowSet<Row> lookUp(String attempted, Statement statement, Tuple given) {
    return run(
        attempted, () -> shared.take(attempted), session -> session.send(statement, given), true);
  }

  /** Runs a statement that changes nothing, and so may be asked again when no answer came. */
  RowSet<Row> read(String attempted, Statement statement, Tuple given) {
    return run(attempted, () -> alone(attempted), session -> session.send(statement, given), true);
  }

  /** Runs a statement that changes something, in a transaction of its own. */
  RowSet<Row> change(String attempted, Statement statement, Tuple given) {
    return run(attempted, () -> alone(attempted), session -> session.send(statement, given), false);
  }

  /** Runs a command that is given nothing and was not prepared. */
  void say(String attempted, String sql) {
    run(attempted, () -> alone(attempted), session -> session.say(sql), false);
  }

  private Lending alone(String attempted) {
    return connections.lend(attempted, connections.settings().limits());
  }

  private RowSet<Row> run(
      String attempted,
      Supplier<Lending> lender,
      Function<Session, Future<RowSet<Row>>> asking,
      boolean harmless) {
    for (int attempt = 1; ; attempt++) {
      var lent = lender.get();
      try {
        var rows = Unanswered.await(asking.apply(lent.session()), patience());
        lent.giveBack();
        return rows;
      } catch (Unanswered e) {
        boolean wasLost = lent.session().isLost() || tellsOfLoss(e.getCause());
        settle(lent, e);
        if (attempt == ATTEMPTS || !(isWorthAnother(e) || (harmless && wasLost))) {
          throw unavailable(attempted, e);
        }
      } catch (RuntimeException | Error e) {
        lent.giveUp();
        throw e;
      }
    }
  }

  /** The server gives up first; what is added is its answer's way. */
  private Duration patience() {
    return connections.settings().limits().answer().plusSeconds(1);
  }

  /** A server that refuses is still there to be asked; anything else ends the connection. */
  private static void settle(Lending lent, Unanswered why) {
    if (why.getCause() instanceof PgException refusal
        && !Refusals.isOfStalePlan(refusal)
        && !Refusals.isLastWord(refusal)) {
      lent.giveBack();
    } else {
      lent.giveUp();
    }
  }

  /** The client may tell who waits before it tells that the connection is gone. */
  private static boolean tellsOfLoss(@Nullable Throwable cause) {
    return cause instanceof ClosedConnectionException
        || cause instanceof IOException
        || (cause instanceof PgException refusal && Refusals.isLastWord(refusal));
  }

  private static boolean isWorthAnother(Unanswered why) {
    return why.getCause() instanceof PgException refusal && Refusals.isWorthAnother(refusal);
  }

  /** What a port throws because of it, with the stack of the caller. */
  StorageUnavailable unavailable(String attempted, Unanswered why) {
    return new StorageUnavailable(
        attempted
            + ": the database "
            + connections.settings().address()
            + " did not do it ("
            + why.why()
            + "); try again",
        why);
  }

  /**
   * Whether the server answers at this moment, within a time. Being busy is no reason to say no:
   * when no connection is free, another one shows it.
   */
  boolean answers(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    if (connections
        .takeIdle()
        .filter(session -> answers(session, atMost.dividedBy(2)))
        .isPresent()) {
      return true;
    }
    try {
      var left = Duration.ofNanos(end - System.nanoTime());
      connections.connect("asking whether the database is there", left).close();
      return true;
    } catch (StorageUnavailable e) {
      return false;
    }
  }

  private boolean answers(Session session, Duration atMost) {
    try {
      Unanswered.await(session.say("SELECT 1"), atMost);
      connections.giveBack(session);
      return true;
    } catch (Unanswered e) {
      connections.giveUp(session);
      return false;
    }
  }
}
