package dev.slipway.benchmarks.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.benchmarks.database.Planner.Answer;
import dev.slipway.benchmarks.database.Planner.Question;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlannerTest {

  private Postgres postgres;
  private Planner planner;

  @BeforeAll
  void many_rows() {
    postgres = Postgres.start();
    var database = postgres.emptyDatabase("planner");
    Postgres.execute(
        database,
        "CREATE TABLE many (id integer PRIMARY KEY, n integer)",
        "CREATE TABLE counts (id integer PRIMARY KEY, n integer)",
        "INSERT INTO counts VALUES (1, 0)",
        "INSERT INTO many SELECT g, g FROM generate_series(1, 5000) g",
        """
        CREATE FUNCTION one_more() RETURNS trigger LANGUAGE plpgsql
          AS 'BEGIN UPDATE counts SET n = n + 1 WHERE id = 1; RETURN NULL; END'
        """,
        """
        CREATE TRIGGER counted AFTER INSERT ON many
          FOR EACH STATEMENT EXECUTE FUNCTION one_more()
        """,
        "VACUUM ANALYZE");
    planner = Planner.of(database);
  }

  @AfterAll
  void stop() {
    planner.close();
    postgres.close();
  }

  private Answer ask(String sql, String... given) {
    return planner.ask(List.of(new Question("one", sql, List.of(given)))).getFirst();
  }

  @Test
  void a_statement_that_finds_its_row_by_an_index_reads_little() {
    var plan = ask("SELECT n FROM many WHERE id = $1", "77").generic();

    assertThat(plan.path()).containsExactly("many by many_pkey");
    assertThat(plan.rows()).isEqualTo(1);
    assertThat(plan.buffers()).isBetween(1L, 5L);
    assertThat(plan.readWhole()).isEmpty();
  }

  @Test
  void a_statement_without_an_index_is_told_to_read_its_table_whole() {
    var plan = ask("SELECT id FROM many WHERE n = $1", "77").generic();

    assertThat(plan.path()).containsExactly("ALL of many (4,999 in vain)");
    assertThat(plan.readWhole()).containsExactly("many");
  }

  @Test
  void an_index_without_a_condition_is_read_whole_too() {
    var plan = ask("SELECT count(*) FROM many").generic();

    assertThat(plan.readWhole()).containsExactly("many");
  }

  @Test
  void the_first_rows_of_an_index_are_not_all_of_it() {
    var plan = ask("SELECT id FROM many ORDER BY id LIMIT 10").generic();

    assertThat(plan.readWhole()).isEmpty();
  }

  @Test
  void what_a_trigger_does_is_told_and_counted() {
    var answer = ask("INSERT INTO many VALUES ($1, 0)", "5001");

    assertThat(answer.inner())
        .singleElement()
        .satisfies(
            inner -> {
              assertThat(inner.sql()).startsWith("UPDATE counts");
              assertThat(answer.buffers()).isEqualTo(answer.generic().buffers() + inner.buffers());
            });
  }

  @Test
  void nothing_stays_of_what_was_asked() {
    ask("INSERT INTO many VALUES ($1, 0)", "5001");

    assertThat(planner.value("SELECT count(*) FROM many")).isEqualTo("5000");
  }

  @Test
  void the_statements_of_a_flight_see_each_other() {
    var flight =
        List.of(
            new Question("add", "INSERT INTO many VALUES ($1, 0)", List.of("5001")),
            new Question("find", "SELECT n FROM many WHERE id = $1", List.of("5001")));

    var answers = planner.ask(flight);

    assertThat(answers.getLast().generic().rows()).isEqualTo(1);
  }

  @Test
  void a_refused_statement_is_named() {
    assertThatThrownBy(() -> ask("INSERT INTO many VALUES ($1, 0)", "1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("plans of one");
  }
}
