package dev.slipway.benchmarks.database;

import dev.slipway.adapterspostgres.PostgresSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Asks a database how it runs statements: prepared as a server prepares them, with the settings of
 * a server's connections, in transactions that are rolled back. Not thread-safe.
 */
public final class Planner implements AutoCloseable {

  /** The plan for any values, at which a server's connection arrives. */
  private static final String GENERIC = "force_generic_plan";

  /** A plan for the values at hand, as its first five executions have. */
  private static final String CUSTOM = "force_custom_plan";

  /** After five executions the database decides whether it goes on planning. */
  private static final int UNTIL_IT_DECIDES = 8;

  private final PostgresSettings database;
  private final Connection connection;
  private final boolean notesInner;

  private Planner(PostgresSettings database, Connection connection, boolean notesInner) {
    this.database = database;
    this.connection = connection;
    this.notesInner = notesInner;
  }

  /**
   * A statement, and what its places are given.
   *
   * @param name short
   * @param sql with places {@code $1…}
   * @param given an SQL expression for each place, without subqueries
   */
  public record Question(String name, String sql, List<String> given) {

    /** Copies the list. */
    public Question {
      given = List.copyOf(given);
    }
  }

  /**
   * How a statement was run.
   *
   * @param question which
   * @param generic with the plan for any values
   * @param custom with a plan for the values at hand
   * @param keepsPlanning whether the database, left alone, goes on with plans for the values
   * @param inner what ran inside of it, in functions and triggers, with the plan for any values;
   *     empty where the database cannot tell
   * @param text the generic plan as a text
   */
  public record Answer(
      Question question,
      Plan generic,
      Plan custom,
      boolean keepsPlanning,
      List<Plan> inner,
      String text) {

    /** Copies the list. */
    public Answer {
      inner = List.copyOf(inner);
    }

    /** All buffers, those of its triggers too where the database can tell. */
    public long buffers() {
      return generic.buffers()
          + (generic.fires() ? inner.stream().mapToLong(Plan::buffers).sum() : 0);
    }
  }

  /** Connects as the user of the settings. */
  public static Planner of(PostgresSettings database) {
    var connection = Postgres.connectAsServer(database);
    try {
      return new Planner(database, connection, notesInner(connection));
    } catch (SQLException e) {
      throw new IllegalStateException("Preparing to ask " + database + " for plans", e);
    }
  }

  private static boolean notesInner(Connection connection) throws SQLException {
    try {
      run(connection, "LOAD 'auto_explain'");
    } catch (SQLException e) {
      return false; // not installed, or this user may not
    }
    run(connection, "SET auto_explain.log_analyze = on");
    run(connection, "SET auto_explain.log_buffers = on");
    run(connection, "SET auto_explain.log_nested_statements = on");
    run(connection, "SET auto_explain.log_format = json");
    run(connection, "SET auto_explain.log_level = notice");
    return true;
  }

  /** Whether it tells what runs inside functions and triggers. */
  public boolean tellsInner() {
    return notesInner;
  }

  /**
   * Runs statements one behind the other in one transaction, again and again, each time rolled
   * back, and tells how the later ones of them went, when everything was in memory.
   *
   * @throws IllegalStateException when one is refused
   */
  public List<Answer> ask(List<Question> flight) {
    try {
      prepare(flight);
      var generic = twice(GENERIC, flight, "JSON");
      var inner = inner(flight);
      var custom = twice(CUSTOM, flight, "JSON");
      var texts = twice(GENERIC, flight, "TEXT");
      var keep = keepsPlanning(flight);
      var answers = new ArrayList<Answer>();
      for (int i = 0; i < flight.size(); i++) {
        answers.add(
            new Answer(
                flight.get(i),
                Plan.parse(generic.get(i)),
                Plan.parse(custom.get(i)),
                keep.get(i),
                inner.get(i),
                texts.get(i)));
      }
      return List.copyOf(answers);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Asking %s for the plans of %s"
              .formatted(
                  database, flight.stream().map(Question::name).collect(Collectors.joining(", "))),
          e);
    }
  }

  private boolean done(String sql) throws SQLException {
    run(connection, sql);
    return true;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void prepare(List<Question> flight) throws SQLException {
    run(connection, "DEALLOCATE ALL");
    for (int i = 0; i < flight.size(); i++) {
      run(connection, "PREPARE q" + i + " AS " + flight.get(i).sql());
    }
  }

  private static String execution(int number, Question question) {
    return "EXECUTE q"
        + number
        + (question.given().isEmpty() ? "" : "(" + String.join(", ", question.given()) + ")");
  }

  @FunctionalInterface
  private interface Asking<T> {
    T of(String execution) throws SQLException;
  }

  /** One answer for each statement, all in one transaction. */
  private <T> List<T> inOneTransaction(List<Question> flight, Asking<T> asking)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      var answers = new ArrayList<T>();
      for (int i = 0; i < flight.size(); i++) {
        answers.add(asking.of(execution(i, flight.get(i))));
      }
      return answers;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private List<String> twice(String mode, List<Question> flight, String format)
      throws SQLException {
    run(connection, "SET plan_cache_mode = " + mode);
    Asking<String> asking =
        execution ->
            lines(
                "EXPLAIN (ANALYZE, BUFFERS, SETTINGS off, FORMAT %s) %s"
                    .formatted(format, execution));
    inOneTransaction(flight, asking);
    return inOneTransaction(flight, asking);
  }

  private String lines(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var lines = new ArrayList<String>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      return String.join("\n", lines);
    }
  }

  /** What functions and triggers ran, as the database notes it when it is asked to. */
  private List<List<Plan>> inner(List<Question> flight) throws SQLException {
    if (!notesInner) {
      return flight.stream().map(question -> List.<Plan>of()).toList();
    }
    run(connection, "SET plan_cache_mode = " + GENERIC);
    run(connection, "SET client_min_messages = notice");
    run(connection, "SET auto_explain.log_min_duration = 0");
    try {
      return inOneTransaction(flight, this::noted);
    } finally {
      run(connection, "SET auto_explain.log_min_duration = -1");
      run(connection, "SET client_min_messages = warning");
    }
  }

  private List<Plan> noted(String execution) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(execution);
      var plans = new ArrayList<Plan>();
      for (SQLWarning note = statement.getWarnings(); note != null; note = note.getNextWarning()) {
        var said = Objects.requireNonNullElse(note.getMessage(), "");
        int from = said.indexOf('{');
        if (from >= 0) {
          plans.add(Plan.parse(said.substring(from)));
        }
      }
      // The statement itself ends last.
      if (!plans.isEmpty()) {
        plans.removeLast();
      }
      return plans;
    }
  }

  private List<Boolean> keepsPlanning(List<Question> flight) throws SQLException {
    prepare(flight); // so that nothing is counted yet
    run(connection, "SET plan_cache_mode = auto");
    for (int i = 0; i < UNTIL_IT_DECIDES; i++) {
      inOneTransaction(flight, this::done);
    }
    var keep = new ArrayList<Boolean>();
    for (int i = 0; i < flight.size(); i++) {
      keep.add(
          lines("SELECT generic_plans FROM pg_prepared_statements WHERE name = 'q" + i + "'")
              .equals("0"));
    }
    return keep;
  }

  /** What a query answers first, as a text. */
  public String value(String sql) {
    try {
      return lines(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("Asking " + database + ": " + sql, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("Leaving " + database, e);
    }
  }
}
