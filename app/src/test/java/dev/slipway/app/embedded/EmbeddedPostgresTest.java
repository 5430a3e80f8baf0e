package dev.slipway.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedPostgresTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static DataFolder own(Path data) {
    return ((DataFolder.Ownership.Owned) DataFolder.tryOwn(data, "serve")).folder();
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class Running {

    private final Path data;
    private final DataFolder folder;
    private final EmbeddedPostgres postgres;

    // One database for all these tests: making one takes seconds.
    Running(@TempDir Path temporary) {
      data = temporary.resolve("data");
      folder = own(data);
      postgres = EmbeddedPostgres.start(folder);
    }

    @AfterAll
    void stop() {
      postgres.close();
      folder.close();
    }

    @ParameterizedTest
    @CsvSource({
      "fsync, on",
      "synchronous_commit, on",
      "full_page_writes, on",
      "data_checksums, on",
      "password_encryption, scram-sha-256",
      "listen_addresses, 127.0.0.1",
      "unix_socket_directories, ''",
      "server_encoding, UTF8",
      "TimeZone, UTC",
    })
    void it_is_durable_and_listens_on_loopback_alone(String setting, String expected)
        throws SQLException {
      var value = ask(postgres.access(), "SHOW " + setting);

      assertThat(value).isEqualTo(expected);
    }

    @Test
    void a_wrong_password_is_refused() {
      var wrong = new Access(postgres.access().port(), "wrong");

      assertThatThrownBy(() -> ask(wrong, "SELECT 1")).hasMessageContaining("password");
    }

    @Test
    void nobody_is_trusted_without_a_password() throws SQLException {
      var methods =
          ask(
              postgres.access(),
              "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules");

      assertThat(methods).isEqualTo("scram-sha-256");
    }

    @Test
    void text_is_ordered_by_code_point_and_folded_by_unicode() throws SQLException {
      var answer = ask(postgres.access(), "SELECT ('Z' < 'a')::text || lower('ÄÖŁ')");

      assertThat(answer).isEqualTo("trueäöł");
    }

    @Test
    void only_its_user_may_read_how_to_reach_it() throws IOException {
      var file = data.resolve("postgresql/connection.properties");

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(EmbeddedPostgres.running(data)).contains(postgres.access());
    }

    @Test
    void the_password_is_never_printed() {
      var printed = postgres.access().toString();

      assertThat(printed).doesNotContain(postgres.access().password());
    }

    @Test
    void it_is_started_again_on_the_same_port_when_it_is_killed() throws Exception {
      tell(postgres.access(), "CREATE TABLE kept AS SELECT 42 AS answer");
      var server = server();

      server.destroyForcibly();

      server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(askPatiently("SELECT answer::text FROM kept")).isEqualTo("42");
      assertThat(server().pid()).isNotEqualTo(server.pid());
    }

    private ProcessHandle server() throws IOException {
      var file = data.resolve("postgresql/cluster-18/postmaster.pid");
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst())).orElseThrow();
    }

    private String askPatiently(String sql) throws SQLException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        try {
          return ask(postgres.access(), sql);
        } catch (SQLException e) {
          if (System.nanoTime() > deadline) {
            throw e;
          }
          Thread.onSpinWait();
        }
      }
    }
  }

  @Nested
  class Started_again {

    private final Path data;

    Started_again(@TempDir Path temporary) {
      data = temporary.resolve("data");
    }

    @Test
    void what_was_kept_is_there_with_the_same_password() throws Exception {
      var before = runOnce();

      try (var folder = own(data);
          var postgres = EmbeddedPostgres.start(folder)) {
        assertThat(ask(postgres.access(), "SELECT answer::text FROM kept")).isEqualTo("42");
        assertThat(postgres.access().password()).isEqualTo(before.password());
      }
    }

    @Test
    void one_that_a_killed_server_left_running_is_stopped_and_recovered() throws Exception {
      Access orphan;
      try (var killed = own(data)) {
        var postgres = EmbeddedPostgres.start(killed);
        orphan = postgres.access();
        tell(orphan, "CREATE TABLE kept AS SELECT 42 AS answer");
        postgres.abandon();
      }

      try (var folder = own(data);
          var postgres = EmbeddedPostgres.start(folder)) {
        assertThat(ask(postgres.access(), "SELECT answer::text FROM kept")).isEqualTo("42");
        assertThatThrownBy(() -> ask(orphan, "SELECT 1")).isInstanceOf(SQLException.class);
      }
    }

    @Test
    void a_pid_file_that_names_somebody_else_by_now_stops_nobody() throws Exception {
      runOnce();
      var bystander = new ProcessBuilder("sleep", "300").start();
      Files.writeString(
          data.resolve("postgresql/cluster-18/postmaster.pid"),
          bystander.pid() + "\n/elsewhere\n0\n5432\n\n127.0.0.1\n");

      try (var folder = own(data);
          var postgres = EmbeddedPostgres.start(folder)) {
        assertThat(ask(postgres.access(), "SELECT 1::text")).isEqualTo("1");
        assertThat(bystander.isAlive()).isTrue();
      } finally {
        bystander.destroyForcibly();
      }
    }

    private Access runOnce() throws SQLException {
      try (var folder = own(data);
          var postgres = EmbeddedPostgres.start(folder)) {
        tell(postgres.access(), "CREATE TABLE kept AS SELECT 42 AS answer");
        return postgres.access();
      }
    }
  }

  @Nested
  class As_root {

    @Test
    void the_user_nobody_runs_it_where_there_are_no_user_namespaces() throws Exception {
      assumeTrue(new UnixSystem().getUid() == 0, "only root can become nobody");
      var path = Files.createTempDirectory(Path.of("/tmp"), "slipway-nobody-");
      try (var folder = own(path);
          var postgres = EmbeddedPostgres.start(folder, Unprivileged.nobody())) {
        assertThat(ask(postgres.access(), "SHOW fsync")).isEqualTo("on");
      } finally {
        Folders.delete(path);
      }
    }
  }

  private static String ask(Access access, String sql) throws SQLException {
    try (Connection connection = connect(access);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void tell(Access access, String sql) throws SQLException {
    try (Connection connection = connect(access);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(Access access) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(Access.HOST, access.port(), Access.DATABASE),
        Access.USER,
        access.password());
  }
}
