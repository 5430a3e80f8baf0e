package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.adapterspostgres.PostgresSettings.Limits;
import dev.slipway.adapterspostgres.PostgresSettings.Tls;
import dev.slipway.domain.form.Parsed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresSettingsTest {

  private static PostgresSettings parsed(String url) {
    return PostgresSettings.parse(url).orElseThrow();
  }

  @Nested
  class A_url {

    @Test
    void says_where_the_database_is_and_who_logs_in() {
      var settings = parsed("postgresql://me:secret@db.example.com:5433/slipway");

      assertThat(settings)
          .isEqualTo(
              PostgresSettings.of("db.example.com", 5433, "slipway", "me", "secret")
                  .withTls(Tls.PREFER, Optional.empty()));
    }

    @Test
    void may_leave_out_password_port_and_database() {
      var settings = parsed("postgres://me@localhost");

      assertThat(settings)
          .isEqualTo(
              PostgresSettings.of("localhost", 5432, "me", "me", "")
                  .withTls(Tls.PREFER, Optional.empty()));
    }

    @Test
    void may_be_percent_encoded_and_a_plus_is_a_plus() {
      var settings = parsed("postgresql://m%40e:a%3Ab%2F+%C3%A4@localhost/my%20db");

      assertThat(settings.user()).isEqualTo("m@e");
      assertThat(settings.password()).isEqualTo("a:b/+ä");
      assertThat(settings.database()).isEqualTo("my db");
    }

    @Test
    void has_ipv6_addresses_in_brackets() {
      assertThat(parsed("postgresql://me@[::1]:5433/db").host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "prefer", "require", "verify-ca", "verify-full"})
    void says_how_it_is_protected(String mode) {
      var settings =
          parsed("postgresql://me@localhost/db?sslmode=" + mode + "&sslrootcert=/ca.pem");

      assertThat(settings.tls().word()).isEqualTo(mode);
      assertThat(settings.rootCertificate()).contains(Path.of("/ca.pem"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "localhost",
          "mysql://me@localhost/db",
          "jdbc:postgresql://localhost/db",
          "postgresql://localhost/db",
          "postgresql://me:pass word@localhost/db",
          "postgresql://:secret@localhost/db",
          "postgresql://me@/db",
          "postgresql://me@localhost/a/b",
          "postgresql://me@localhost:0/db",
          "postgresql://me@localhost:65536/db",
          "postgresql://me@localhost/db?sslmode=maybe",
          "postgresql://me@localhost/db?sslmodus=require",
          "postgresql://me@localhost/db?target_session_attrs=any"
        })
    void that_means_nothing_is_refused(String url) {
      assertThat(PostgresSettings.parse(url)).isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void that_is_refused_never_shows_its_password() {
      var refused =
          (Parsed.Invalid<PostgresSettings>)
              PostgresSettings.parse("postgresql://me:topsecret@localhost/db?password=topsecret");

      assertThat(refused.reason()).contains("password").doesNotContain("topsecret");
    }
  }

  @Test
  void the_password_is_never_printed() {
    assertThat(PostgresSettings.of("localhost", 5432, "db", "me", "topsecret").toString())
        .contains("me@localhost:5432/db")
        .doesNotContain("topsecret");
  }

  @Test
  void what_cannot_be_is_refused() {
    assertThatThrownBy(() -> PostgresSettings.of("", 5432, "db", "me", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PostgresSettings.of("localhost", 0, "db", "me", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> PostgresSettings.of("localhost", 5432, "db", "me", "").withConnections(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limits(Duration.ZERO, Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
