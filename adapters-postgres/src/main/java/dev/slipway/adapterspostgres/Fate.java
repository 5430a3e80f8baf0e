package dev.slipway.adapterspostgres;

import dev.slipway.ports.driven.commit.StorageUnavailable;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of a transaction whose connection was lost, by asking for its number on
 * another one, for a bounded time. Where the transaction still runs, its server process is told to
 * end, so that the answer comes soon and stays.
 *
 * <h2>When the number is not enough</h2>
 *
 * A server that crashes forgets the numbers that it gave away and wrote nowhere, and gives them
 * away again. So after a crash "committed" may be said of somebody else's transaction, and counts
 * as not known; but "aborted" and "never heard of" are true, because what was committed is on the
 * disk and its number is never given away again.
 */
final class Fate {

  /** What became of a transaction. */
  enum Answer {
    COMMITTED,
    VOID,
    UNKNOWN
  }

  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);
  private static final String OUT_OF_RANGE = "22023";

  private static final String QUESTION =
      """
      SELECT pg_xact_status($1::text::xid8) AS status,
        (SELECT bool_or(pg_terminate_backend(pid)) FROM pg_stat_activity
          WHERE pid = $2 AND backend_xid = $1::text::xid8::xid) AS ended
      """;

  private final Connections connections;
  private final Session session;
  private final String transaction;

  /**
   * @param session the lost connection
   * @param transaction the number of the transaction
   */
  Fate(Connections connections, Session session, String transaction) {
    this.connections = connections;
    this.session = session;
    this.transaction = transaction;
  }

  /** Asks until there is an answer, or the time for one is over. */
  Answer ask(String attempted) {
    long end = System.nanoTime() + connections.settings().limits().answer().toNanos();
    var answer = Optional.<Answer>empty();
    while (answer.isEmpty() && System.nanoTime() < end) {
      answer = askOnce(attempted);
      if (answer.isEmpty()) {
        LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
      }
    }
    return answer.orElse(Answer.UNKNOWN);
  }

  /** Empty when it is not decided, or nobody answered. */
  private Optional<Answer> askOnce(String attempted) {
    var patience = connections.settings().limits().connect();
    try {
      var connection = connections.connect("asking what became of " + attempted, patience);
      try {
        return ask(connection, patience);
      } finally {
        connection.close();
      }
    } catch (StorageUnavailable | Unanswered e) {
      return Optional.empty();
    }
  }

  private Optional<Answer> ask(PgConnection connection, Duration patience) throws Unanswered {
    boolean sameLife = connections.incarnation(connection, patience).equals(session.server());
    try {
      var row =
          Unanswered.awaitThroughInterrupts(
                  connection
                      .preparedQuery(QUESTION)
                      .execute(Tuple.of(transaction, session.processId())),
                  patience)
              .iterator()
              .next();
      return judged(row.getString("status"), sameLife);
    } catch (Unanswered e) {
      if (e.getCause() instanceof PgException refusal
          && OUT_OF_RANGE.equals(refusal.getSqlState())) {
        return Optional.of(Answer.VOID);
      }
      throw e;
    }
  }

  private static Optional<Answer> judged(@Nullable String status, boolean sameLife) {
    if (status == null) {
      return Optional.of(Answer.UNKNOWN);
    }
    return switch (status) {
      case "committed" -> Optional.of(sameLife ? Answer.COMMITTED : Answer.UNKNOWN);
      case "aborted" -> Optional.of(Answer.VOID);
      default -> sameLife ? Optional.empty() : Optional.of(Answer.VOID);
    };
  }
}
