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

  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
  private static final String NOTHING = "number of transactions actually processed: 0\n";
  private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");
  private static final int THREADS = 2;

  /**
   * Its time begins before it has connected: in less than this, a busy machine may not come to run
   * anything.
   */
  private static final long LEAST_SECONDS = 2;

  private static final int TRIES = 3;

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
   * Runs a script for a while.
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
        return run(Math.max(LEAST_SECONDS, time.toSeconds()), TRIES, file, texts);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Running pgbench", e);
    }
  }

  private OptionalDouble run(long seconds, int tries, Path script, Map<String, String> texts)
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
    if (said.contains(NOTHING) && tries > 1) {
      return run(2 * seconds, tries - 1, script, texts);
    }
    var rate = RATE.matcher(said);
    if (code != 0 || !rate.find()) {
      throw new IllegalStateException("pgbench failed:\n" + said + Files.readString(script));
    }
    return OptionalDouble.of(Double.parseDouble(rate.group(1)));
  }
}
