package dev.slipway.adapterspostgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.ports.driven.commit.StorageUnavailable;
import io.vertx.sqlclient.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What was written down in a database about the migrations that ran there, read without the library
 * that wrote it. Nearly every start finds nothing to do, and that library takes a quarter of a
 * start to find out.
 */
final class SchemaHistory {

  static final String FOLDER = "dev/slipway/adapterspostgres/migration/";

  /** Every migration of this release, in order. A test compares them with the folder. */
  static final List<String> SCRIPTS =
      List.of(
          "V1__foundation.sql",
          "V2__packages.sql",
          "V3__delivery.sql",
          "V4__followers.sql",
          "V5__waiting.sql");

  private static final String ROWS =
      """
      SELECT version, description, type, script, checksum, success
        FROM slipway.schema_history WHERE type <> 'SCHEMA' ORDER BY installed_rank
      """;

  private SchemaHistory() {}

  /** One line of the history. */
  private record Applied(
      @Nullable String version,
      @Nullable String description,
      @Nullable String type,
      @Nullable String script,
      @Nullable Integer checksum,
      @Nullable Boolean success) {

    static Applied of(Row row) {
      return new Applied(
          row.getString("version"),
          row.getString("description"),
          row.getString("type"),
          row.getString("script"),
          row.getInteger("checksum"),
          row.getBoolean("success"));
    }

    /** As it is written down when a script of this release has run well. */
    static Applied well(String script) {
      var between = script.indexOf("__");
      return new Applied(
          script.substring(1, between),
          script.substring(between + 2, script.lastIndexOf('.')).replace('_', ' '),
          "SQL",
          script,
          sumOf(script),
          true);
    }
  }

  /** The version of this release's schema. */
  static int newest() {
    return Integer.parseInt(Objects.requireNonNull(Applied.well(SCRIPTS.getLast()).version()));
  }

  /**
   * True when exactly this release's migrations have run, with exactly this content, and all of
   * them well. False says nothing: there may be no history, a part of it, an altered or a newer
   * one, or none that this user may read.
   *
   * @throws StorageUnavailable when the database cannot be reached
   */
  static boolean isThisReleases(PostgresSettings settings) {
    try (var connections = new Connections(settings, List.of())) {
      // A process that has just begun is slow, and on a busy machine very.
      var patience = settings.limits().answer();
      var connection = connections.connect("looking which migrations have run", patience);
      try {
        var applied = new ArrayList<Applied>();
        Unanswered.await(connection.query(ROWS).execute(), patience)
            .forEach(row -> applied.add(Applied.of(row)));
        return applied.equals(SCRIPTS.stream().map(Applied::well).toList());
      } catch (Unanswered e) {
        return false;
      } finally {
        connection.close();
      }
    }
  }

  /** Of the lines without their ends, as the library reckons it. */
  private static int sumOf(String script) {
    var loader = SchemaHistory.class.getClassLoader();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(loader.getResourceAsStream(FOLDER + script)), UTF_8))) {
      var sum = new CRC32();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        sum.update(line.getBytes(UTF_8));
      }
      return (int) sum.getValue();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading the migration " + script, e);
    }
  }
}
