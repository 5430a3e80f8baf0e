package dev.slipway.benchmarks.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.adapterspostgres.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own load program, with prepared statements ({@code -M prepared}).
 *
 * @param database where
 * @param clients how many connections
 */
public record Pgbench(PostgresSettings database, int clients) {

  /** What it says each second of the one before. */
  private static final Pattern PROGRESS =
      Pattern.compile("^progress: [0-9.]+ s, ([0-9.]+) tps", Pattern.MULTILINE);

  private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");
  private static final int THREADS = 2;

  /**
   * Left out: it has only connected, its backends read the catalogue and make their first plans,
   * and functions of the database are compiled in each.
   */
  private static final int SETTLING_SECONDS = 1;

  private static final int LEAST_SECONDS = 2;

  /**
   * A statement with its places filled in: {@code $1} becomes the first expression, and so on.
   * Expressions may use pgbench's variables.
   */
  public static String filled(String sql, List<String> expressions) {
    var places = PLACE.matcher(sql).results().mapToInt(m -> Integer.parseInt(m.group(1)));
    int most = places.max().orElse(0);
    if (most != expressions.size()) {
      throw new IllegalStateException(
          "The server's statement has other places than this measure fills: " + sql);
    }
    return PLACE
            .matcher(sql)
            .replaceAll(
                place ->
                    java.util.regex.Matcher.quoteReplacement(
                        "(" + expressions.get(Integer.parseInt(place.group(1)) - 1) + ")"))
            .strip()
        // A blank line is fine, but a semicolon ends a command.
        + ";";
  }

  /**
   * Runs a script for a while, after a second that does not count.
   *
   * @param texts variables that are no numbers
   * @return transactions a second; absent where there is no pgbench
   */
  public OptionalDouble run(Duration time, String script, Map<String, String> texts)
      throws InterruptedException {
    try {
      var file = Files.createTempFile("slipway-bench", ".sql");
      try {
        Files.writeString(file, script, UTF_8);
        return run(SETTLING_SECONDS + Math.max(LEAST_SECONDS, time.toSeconds()), file, texts);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Running pgbench", e);
    }
  }

  private OptionalDouble run(long seconds, Path script, Map<String, String> texts)
      throws IOException, InterruptedException {
    var line =
        new ArrayList<>(
            List.of(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-c",
                Integer.toString(clients),
                "-j",
                Integer.toString(THREADS),
                "-T",
                Long.toString(seconds),
                "-P",
                "1",
                "-h",
                database.host(),
                "-p",
                Integer.toString(database.port()),
                "-U",
                database.user(),
                "-f",
                script.toString()));
    texts.forEach((name, text) -> line.addAll(List.of("-D", name + "=" + text)));
    line.add(database.database());
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", database.password());
    builder.environment().put("PGSSLMODE", database.tls().word());
    // What the server asks of every connection, too.
    builder
        .environment()
        .put("PGOPTIONS", "-c enable_seqscan=off -c max_parallel_workers_per_gather=0");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return OptionalDouble.empty(); // not installed
    }
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    var rates =
        PROGRESS
            .matcher(said)
            .results()
            .skip(SETTLING_SECONDS)
            .mapToDouble(second -> Double.parseDouble(second.group(1)))
            .average();
    if (code != 0 || rates.isEmpty()) {
      throw new IllegalStateException("pgbench failed:\n" + said + Files.readString(script));
    }
    return rates;
  }
}
