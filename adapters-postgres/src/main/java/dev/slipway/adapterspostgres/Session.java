package dev.slipway.adapterspostgres;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Objects;

/**
 * One connection with every statement prepared. Whatever is sent is answered in the order in which
 * it was sent; nobody needs to wait before sending more. Threads that look up single rows may send
 * at once; whoever changes something has it alone.
 */
final class Session {

  private final PgConnection connection;
  private final Map<Statement, PreparedStatement> prepared;
  private final Incarnation server;
  private final Object home;
  private volatile boolean lost;
  private long idleSince;

  /**
   * The life of the server to which a connection leads; another one after every crash. Transaction
   * numbers of one life may be given away again in the next.
   *
   * @param startedAt when its main process began
   * @param recoveredTo up to where it recovered when it last began, or empty text
   */
  record Incarnation(String startedAt, String recoveredTo) {}

  /**
   * @param home on which loop it was opened
   */
  Session(
      PgConnection connection,
      Map<Statement, PreparedStatement> prepared,
      Incarnation server,
      Object home) {
    this.connection = connection;
    this.prepared = prepared;
    this.server = server;
    this.home = home;
    connection.closeHandler(closed -> lost = true);
  }

  /** Sends a prepared statement. */
  Future<RowSet<Row>> send(Statement statement, Tuple given) {
    return Objects.requireNonNull(prepared.get(statement)).query().execute(given);
  }

  /** Sends a command that is given nothing. */
  Future<RowSet<Row>> say(String sql) {
    return connection.query(sql).execute();
  }

  Incarnation server() {
    return server;
  }

  /** On which loop it was opened. */
  Object home() {
    return home;
  }

  /** The number of the server's process for this connection. */
  int processId() {
    return connection.processId();
  }

  boolean isLost() {
    return lost;
  }

  void idleFrom(long nanoTime) {
    idleSince = nanoTime;
  }

  long idleSince() {
    return idleSince;
  }

  /** Ends the connection without waiting for it. */
  Future<Void> close() {
    lost = true;
    return connection.close();
  }
}
