package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.portstck.store.Race;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresMigrationsTest {

  private static final int NEWEST = 5;

  private final TestDatabase database = TestDatabase.bare();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void an_empty_database_is_brought_to_the_newest_version() {
    assertThat(PostgresMigrations.migrate(database.settings())).isEqualTo(NEWEST);
  }

  @Test
  void twice_is_the_same_as_once() {
    PostgresMigrations.migrate(database.settings());

    assertThat(PostgresMigrations.migrate(database.settings())).isEqualTo(NEWEST);
  }

  @Test
  void several_servers_may_begin_at_once() {
    var versions = Race.of(4, index -> PostgresMigrations.migrate(database.settings()));

    assertThat(versions).containsOnly(NEWEST);
  }

  @Test
  void everything_lies_in_one_schema_whatever_else_is_in_the_database() {
    database.execute("CREATE TABLE public.providers (theirs integer)");

    PostgresMigrations.migrate(database.settings());

    assertThat(
            database.ask(
                "SELECT string_agg(table_schema, ',') FROM information_schema.tables"
                    + " WHERE table_name IN ('providers', 'heads', 'schema_history')"
                    + " AND table_schema <> 'slipway'"))
        .isEqualTo("public");
  }

  @Test
  void what_is_stored_survives_it() {
    PostgresMigrations.migrate(database.settings());
    database.execute("INSERT INTO slipway.signing_key (secret) VALUES ('kept')");

    PostgresMigrations.migrate(database.settings());

    assertThat(database.ask("SELECT secret FROM slipway.signing_key")).isEqualTo("kept");
  }

  @Test
  void servers_of_the_release_before_packages_go_on_making_organizations_and_tokens() {
    PostgresMigrations.migrate(database.settings());

    database.execute(
        "INSERT INTO slipway.organizations (id, slug, revision, name, created_at)"
            + " VALUES ('acme', 'acme', 1, 'Acme', now())");
    database.execute(
        "INSERT INTO slipway.tokens (id, digest, organization, revision, name, scopes, created_at)"
            + " VALUES ('tok_1', repeat('0', 64), 'acme', 1, '', '{*}', now())");

    try (var store = PostgresStore.open(database.settings())) {
      var owner = store.tokens().find(new TokenId("tok_1")).orElseThrow();
      assertThat(owner.token().value().prefix()).isEqualTo(ApiToken.SCHEME);
      assertThat(store.organizations().ofWorkspace(WorkspaceId.of(owner.organization().id())))
          .contains(owner.organization());
    }
  }

  @Test
  void a_user_without_the_right_to_make_extensions_can_do_it() {
    database.execute("CREATE ROLE plain LOGIN PASSWORD 'plain'");
    database.execute("CREATE SCHEMA slipway AUTHORIZATION plain");
    try {
      var settings =
          PostgresSettings.of(
              database.settings().host(),
              database.settings().port(),
              database.settings().database(),
              "plain",
              "plain");

      assertThat(PostgresMigrations.migrate(settings)).isEqualTo(NEWEST);
      try (var store = PostgresStore.open(settings)) {
        assertThat(store.tokens().any()).isFalse();
      }
    } finally {
      database.execute("DROP OWNED BY plain CASCADE");
      database.execute("DROP ROLE plain");
    }
  }

  @Test
  void a_database_that_is_not_there_is_said_to_be_unavailable() {
    assertThatThrownBy(() -> PostgresMigrations.migrate(database.settings().withPort(1)))
        .isInstanceOf(StorageUnavailable.class)
        .hasMessageContaining(":1/");
  }

  /** What Flyway writes down is read without it where nothing is to be done. */
  @Nested
  class the_history {

    @BeforeEach
    void migrate() {
      PostgresMigrations.migrate(database.settings());
    }

    @Test
    void is_looked_up_in_a_list_that_names_every_script() throws Exception {
      var folder =
          Path.of(
              PostgresMigrations.class.getClassLoader().getResource(SchemaHistory.FOLDER).toURI());

      try (var files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrderElementsOf(SchemaHistory.SCRIPTS);
      }
    }

    @Test
    void needs_no_flyway_where_it_is_as_this_release_leaves_it() {
      assertThat(SchemaHistory.isThisReleases(database.settings())).isTrue();
    }

    @Test
    void needs_no_flyway_either_where_somebody_else_made_the_schema() {
      database.execute("DELETE FROM slipway.schema_history WHERE type = 'SCHEMA'");

      assertThat(SchemaHistory.isThisReleases(database.settings())).isTrue();
    }

    @Test
    void is_gone_on_with_where_a_part_of_it_is_missing() {
      database.execute("DROP SCHEMA slipway CASCADE");
      assertThat(SchemaHistory.isThisReleases(database.settings())).isFalse();

      assertThat(PostgresMigrations.migrate(database.settings())).isEqualTo(NEWEST);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "SET checksum = 1 WHERE version = '1'",
          "SET success = false WHERE version = '3'",
          "SET description = 'something else' WHERE version = '2'",
          "SET type = 'JDBC' WHERE version = '2'"
        })
    void is_refused_where_it_was_altered_or_something_failed(String alteration) {
      database.execute("UPDATE slipway.schema_history " + alteration);

      assertThatThrownBy(() -> PostgresMigrations.migrate(database.settings()))
          .isInstanceOf(StorageUnavailable.class)
          .hasMessageContaining("bringing the schema of");
    }

    @Test
    void may_be_a_newer_release_s_while_this_one_still_runs() {
      database.execute(
          "INSERT INTO slipway.schema_history SELECT 99, '99', 'later', type, 'V99__later.sql',"
              + " checksum, installed_by, installed_on, execution_time, success"
              + " FROM slipway.schema_history WHERE version = '3'");

      assertThat(PostgresMigrations.migrate(database.settings())).isEqualTo(99);
      assertThat(SchemaHistory.isThisReleases(database.settings())).isFalse();
    }
  }
}
