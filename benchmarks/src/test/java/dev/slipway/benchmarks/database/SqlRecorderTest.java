package dev.slipway.benchmarks.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlRecorderTest {

  private Postgres postgres;
  private SqlRecorder recorder;
  private Connection request;
  private Connection worker;

  @BeforeAll
  void start() {
    postgres = Postgres.start();
  }

  @AfterAll
  void stop() {
    postgres.close();
  }

  @BeforeEach
  void stand_before_a_database() throws SQLException {
    recorder = SqlRecorder.before(postgres.emptyDatabase("recorder"));
    request = Postgres.connect(recorder.settings());
    worker = Postgres.connect(recorder.settings());
    run(request, "CREATE TABLE p (id integer)");
    recorder.forget();
  }

  @AfterEach
  void leave() throws SQLException {
    request.close();
    worker.close();
    recorder.close();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Leaves a transaction open, in which a statement ran. */
  private static void begin(Connection connection, String sql) throws SQLException {
    connection.setAutoCommit(false);
    run(connection, sql);
  }

  @Test
  void a_statement_is_heard_when_its_answer_is_there() throws SQLException {
    run(request, "SELECT 1 FROM p");

    assertThat(recorder.statement("FROM p")).isEqualTo("SELECT 1 FROM p");
  }

  @Test
  void an_operations_own_statement_comes_before_what_a_worker_says_because_of_it()
      throws SQLException {
    run(request, "SELECT 'own' FROM p");
    run(worker, "SELECT 'followed' FROM p");

    assertThat(recorder.statement("FROM p")).isEqualTo("SELECT 'own' FROM p");
  }

  @Test
  void an_operations_own_flight_is_the_one_that_began_first() throws SQLException {
    begin(request, "INSERT INTO p VALUES (1)");
    begin(worker, "INSERT INTO p VALUES (2)");
    worker.commit();
    request.commit();

    assertThat(recorder.transaction("INSERT INTO p"))
        .containsExactly("BEGIN", "INSERT INTO p VALUES (1)", "COMMIT");
  }

  @Test
  void a_flight_without_what_is_looked_for_is_passed_over() throws SQLException {
    begin(request, "SELECT 1 FROM p");
    request.commit();
    begin(request, "INSERT INTO p VALUES (1)");
    request.commit();

    assertThat(recorder.transaction("INSERT INTO p"))
        .containsExactly("BEGIN", "INSERT INTO p VALUES (1)", "COMMIT");
  }

  @Test
  void what_was_said_before_is_forgotten() throws SQLException {
    run(request, "SELECT 1 FROM p");

    recorder.forget();

    assertThatThrownBy(() -> recorder.statement("FROM p"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("FROM p");
  }

  @Test
  void what_was_prepared_is_known_also_when_it_is_forgotten_that_it_ran() throws SQLException {
    run(request, "SELECT 1 FROM p");

    recorder.forget();

    assertThat(recorder.prepared()).contains("SELECT 1 FROM p");
  }
}
