package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.portstck.store.Race;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresMigrationsTest {

  private static final int NEWEST = 3;

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
}
