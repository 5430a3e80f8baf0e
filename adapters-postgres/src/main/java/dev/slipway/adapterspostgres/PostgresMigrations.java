package dev.slipway.adapterspostgres;

import dev.slipway.adapterspostgres.PostgresSettings.Tls;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Makes the tables and brings them up to this release. Forward only, and safe while servers of the
 * previous release still run. Everything lies in the schema {@code slipway}.
 */
public final class PostgresMigrations {

  private static final String SCHEMA = "slipway";
  private static final String LOCATION = "classpath:" + SchemaHistory.FOLDER;

  private PostgresMigrations() {}

  /**
   * Runs every migration that has not run yet. Safe to call from several servers at once, and
   * again; blocks.
   *
   * @return the version of the schema afterwards
   * @throws StorageUnavailable when the database cannot be reached, or a migration fails; a failed
   *     one changes nothing
   */
  public static int migrate(PostgresSettings settings) {
    try {
      // Whatever is not exactly as this release leaves it is for Flyway to judge.
      return SchemaHistory.isThisReleases(settings) ? SchemaHistory.newest() : byFlyway(settings);
    } catch (FlywayException | StorageUnavailable e) {
      throw new StorageUnavailable(
          "bringing the schema of "
              + settings.address()
              + " up to this release failed; see the cause, and try again",
          e);
    }
  }

  private static int byFlyway(PostgresSettings settings) {
    var flyway =
        Flyway.configure(PostgresMigrations.class.getClassLoader())
            .dataSource(jdbcUrl(settings), settings.user(), settings.password())
            .locations(LOCATION)
            .failOnMissingLocations(true)
            .schemas(SCHEMA)
            .defaultSchema(SCHEMA)
            .table("schema_history")
            .placeholderReplacement(false)
            .load();
    // Its answer says all; asking for the version anew would connect once more.
    var result = flyway.migrate();
    var version =
        result.targetSchemaVersion == null
            ? result.initialSchemaVersion
            : result.targetSchemaVersion;
    return Integer.parseInt(Objects.requireNonNull(version));
  }

  private static String jdbcUrl(PostgresSettings settings) {
    var host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    var url =
        new StringBuilder("jdbc:postgresql://")
            .append(host)
            .append(':')
            .append(settings.port())
            .append('/')
            .append(encoded(settings.database()))
            .append("?ApplicationName=slipway-migrations&connectTimeout=")
            .append(Math.max(1, settings.limits().connect().toSeconds()))
            .append("&sslmode=")
            .append(settings.tls().word());
    boolean verifies = settings.tls() == Tls.VERIFY_CA || settings.tls() == Tls.VERIFY_FULL;
    settings
        .rootCertificate()
        .ifPresentOrElse(
            path -> url.append("&sslrootcert=").append(encoded(path.toString())),
            () ->
                url.append(verifies ? "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" : ""));
    return url.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
