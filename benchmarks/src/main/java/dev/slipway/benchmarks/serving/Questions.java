package dev.slipway.benchmarks.serving;

import dev.slipway.benchmarks.database.Planner;
import dev.slipway.benchmarks.database.Planner.Question;
import dev.slipway.benchmarks.database.Postgres;
import dev.slipway.benchmarks.database.Seeding;
import dev.slipway.domain.version.SemVer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a server asks its database, operation by operation, with values in the middle of what a
 * {@link World} holds. The statements are the server's own; what their places mean is known here.
 *
 * @param world where
 * @param planner what looks up values
 * @param rows how many there are
 */
record Questions(World world, Planner planner, int rows) {

  /** As a server's workers claim and as they acknowledge. */
  private static final int CLAIMED = 16;

  private static final int BATCH = 100;
  private static final int HOUSEKEEPING = 500;
  private static final int LATE = 200;
  private static final String NOW = "clock_timestamp()";
  private static final String MINUTE = "(extract(epoch FROM " + NOW + ") / 60)::bigint";
  private static final Pattern VERB =
      Pattern.compile("\\b(SELECT|INSERT|UPDATE|DELETE)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAMED = Pattern.compile("slipway\\.(?!lose\\b)([a-z_]+)");

  /**
   * An operation, and the statements of which it consists, in one transaction.
   *
   * @param name what it is
   * @param flight its statements
   */
  record Operation(String name, List<Question> flight) {

    Operation {
      flight = List.copyOf(flight);
    }
  }

  /**
   * Adds what {@link Seeding} leaves out because no request reads it: messages, leases, kept
   * answers, installations that are late.
   */
  void fill() {
    Postgres.execute(
        world.database(),
        // Messages that are put off, each key with one more behind it; and some that are due.
        """
        INSERT INTO slipway.heads (key, id, type, payload, attempt, token, due_at, behind)
          SELECT 'later/' || g, nextval('slipway.message_ids'), 'LATER', '{}', 1, NULL,
              now() + interval '1 day', 1
            FROM generate_series(1, %d) g
        """
            .formatted(rows),
        """
        INSERT INTO slipway.backlog (key, id, type, payload)
          SELECT 'later/' || g, nextval('slipway.message_ids'), 'LATER', '{}'
            FROM generate_series(1, %d) g
        """
            .formatted(rows),
        """
        INSERT INTO slipway.heads (key, id, type, payload, attempt, token, due_at, behind)
          SELECT 'due/' || g, nextval('slipway.message_ids'), 'DUE', '{}', 0, NULL, now(), 0
            FROM generate_series(1, 100) g
        """,
        """
        INSERT INTO slipway.leases (name, holder, ends_at)
          SELECT 'runtime/tenant' || g || '/bench/p1', 'other', now() + interval '1 day'
            FROM generate_series(1, %d) g
        """
            .formatted(rows),
        """
        INSERT INTO slipway.kept_answers
            (organization, route, key, fingerprint, status, body, expires_at)
          SELECT 'tenant' || g %% 1000, 'POST /providers/install', 'k' || g, repeat('f', 64), 200,
              '{}', now() + CASE WHEN g %% 10 = 0 THEN interval '-1 hour' ELSE interval '1 day' END
            FROM generate_series(1, %d) g
        """
            .formatted(rows),
        """
        INSERT INTO slipway.installations
            (organization, provider, revision, incarnation, registration, automatic,
             registration_due_at, document)
          SELECT 'late' || g, 'bench/p1', 1, 'ins_l' || g, NULL, true,
              now() - interval '1 minute', i.document
            FROM generate_series(1, %d) g, slipway.installations i
            WHERE i.organization = 'tenant1' AND i.provider = 'bench/p1'
        """
            .formatted(LATE),
        "VACUUM ANALYZE");
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private static String array(IntStream numbers, String prefix) {
    return numbers
        .mapToObj(n -> "'" + prefix + n + "'")
        .collect(Collectors.joining(", ", "ARRAY[", "]"));
  }

  private static Question question(String sql, List<String> given) {
    return new Question(shortName(sql), sql, given);
  }

  /**
   * What a statement does, and to what: its verb, and the first table or function that it names
   * outside of parentheses, or inside where there is none.
   */
  static String shortName(String sql) {
    var outside = outside(sql);
    var verb = verb(outside);
    return (verb.equals("select") ? verb(sql) : verb)
        + " "
        + named(outside).or(() -> named(sql)).orElse("");
  }

  private static String outside(String sql) {
    var outside = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < sql.length(); i++) {
      char one = sql.charAt(i);
      depth -= one == ')' ? 1 : 0;
      if (depth == 0) {
        outside.append(one);
      }
      depth += one == '(' ? 1 : 0;
    }
    return outside.toString();
  }

  private static String verb(String sql) {
    var found = VERB.matcher(sql);
    return found.find() ? found.group().toLowerCase(Locale.ROOT) : "";
  }

  private static Optional<String> named(String sql) {
    var found = NAMED.matcher(sql);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** The only statement of a server that holds all of these texts. */
  private String prepared(String... holding) {
    var found =
        world.sql().prepared().stream()
            .filter(sql -> List.of(holding).stream().allMatch(sql::contains))
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          "One of the server's statements should hold %s, not %d: %s"
              .formatted(List.of(holding), found.size(), found));
    }
    return found.getFirst();
  }

  private static Operation one(String name, String sql, String... given) {
    return new Operation(name, List.of(question(sql, List.of(given))));
  }

  /** A read that comes first, and then a commit. */
  private static Operation commit(
      String name, Question read, List<String> statements, Map<String, List<String>> given) {
    var flight = new ArrayList<Question>();
    flight.add(read);
    for (var sql : statements) {
      given.entrySet().stream()
          .filter(entry -> sql.contains(entry.getKey()))
          .findFirst()
          .ifPresentOrElse(
              entry -> flight.add(question(sql, entry.getValue())),
              () -> {
                // What is left begins, ends and wakes; it goes to no table.
                if (sql.contains("slipway.")) {
                  throw new IllegalStateException("Nobody knows the values of " + sql);
                }
              });
    }
    return new Operation(name, flight);
  }

  /** All of them: requests, then what workers do beside them. */
  List<Operation> all() {
    var operations = new ArrayList<Operation>(requests());
    operations.addAll(workers());
    return List.copyOf(operations);
  }

  private List<Operation> requests() {
    var sql = world.sql();
    var provider = text("bench/p" + (Seeding.providers(rows) / 2));
    var tenant = text("tenant" + (Seeding.tenants(rows) / 2));
    var key = "'\\x" + SemVer.of("1.0.25").sortKey().hex() + "'::bytea";
    var digest = planner.value("SELECT min(digest) FROM slipway.tokens");
    return List.of(
        one("who asks", prepared("t.digest = $1"), text(digest)),
        one("get version", sql.version(), provider, key, "'1.0.25'"),
        one("latest", sql.provider(), provider),
        one("page of 20 versions", sql.versions(), provider, "'\\xff'::bytea", "20", "0"),
        one("get installation", sql.installation(), tenant, "'bench/p7'"),
        one("page of 20 installations", sql.installations(), tenant, "''", "20", "0"),
        publish(),
        install(tenant),
        heartbeat());
  }

  private Operation publish() {
    var provider = "'bench/i7'";
    var key = "'\\x" + SemVer.of("2.0.0").sortKey().hex() + "'::bytea";
    var document =
        planner.value(
            "SELECT document FROM slipway.provider_versions WHERE provider = " + provider);
    return commit(
        "publish",
        question(world.sql().publishing(), List.of(provider, key)),
        world.sql().publication(),
        Map.of(
            "WITH counted",
            List.of(provider, "1", "0", "0", "1"),
            "INSERT INTO slipway.provider_versions",
            List.of(provider, key, "'2.0.0'", "false", "0", "true", text(document)),
            "slipway.append",
            List.of("ARRAY['provider/bench/i7']", "ARRAY['VERSION_OFFERED']", "ARRAY['{}']")));
  }

  private Operation install(String tenant) {
    var document =
        planner.value(
            "SELECT document FROM slipway.installations"
                + " WHERE organization = 'tenant1' AND provider = 'bench/p1'");
    return commit(
        "install",
        question(world.sql().scene(), List.of(tenant, "'bench/i7'", "true", "NULL", "NULL")),
        world.sql().installing(),
        Map.of(
            "INSERT INTO slipway.installations",
            List.of(tenant, "'bench/i7'", "'ins_new'", "NULL", "false", "NULL", text(document)),
            "WITH counted",
            List.of("'bench/i7'", "0", "1", "1"),
            "slipway.append",
            List.of(
                "ARRAY['installation/' || " + tenant + " || '/bench/i7']",
                "ARRAY['INSTALL_REQUESTED']",
                "ARRAY['{}']")));
  }

  private Operation heartbeat() {
    int number = rows / 2;
    var id = "'reg_b" + number + "'";
    var document = planner.value("SELECT document FROM slipway.registrations WHERE id = " + id);
    // In the same minute as the one before, as nearly all are.
    var minute = planner.value("SELECT heard_minute FROM slipway.registrations WHERE id = " + id);
    return commit(
        "heartbeat",
        question(world.sql().registration(), List.of(id)),
        world.sql().heartbeat(),
        Map.of(
            "UPDATE slipway.registrations",
            List.of(
                id,
                "'tenant" + ((number - 1) / Seeding.INSTALLATIONS + 1) + "'",
                "'bench/p" + ((number - 1) % Seeding.INSTALLATIONS + 1) + "'",
                "'ins_b" + number + "'",
                "'instance'",
                "true",
                minute,
                NOW,
                text(document),
                "1")));
  }

  private List<Operation> workers() {
    var keys = array(IntStream.rangeClosed(1, CLAIMED), "later/");
    var tokens = array(IntStream.rangeClosed(1, CLAIMED), "claim-");
    Postgres.execute(
        world.database(),
        // Claims that are held, with one message behind each.
        "UPDATE slipway.heads SET token = 'claim-' || substr(key, 7) WHERE key = ANY ("
            + keys
            + ")");
    // Seeding lets all of them be heard in one minute.
    var everybodys = planner.value("SELECT max(heard_minute) FROM slipway.registrations");
    return List.of(
        one("claim 16", prepared("slipway.claim("), Integer.toString(CLAIMED), "60000000"),
        one("next due", prepared("SELECT due_at FROM slipway.heads")),
        one("renew 16 claims", prepared("token = ANY ($2"), keys, tokens, "60000000"),
        one("acknowledge 16", prepared("slipway.acknowledge("), keys, tokens),
        one(
            "put off",
            prepared("SET token = NULL, due_at = slipway.store_now() + $3"),
            "'later/1'",
            "'claim-1'",
            "1000000"),
        one(
            "offer a version",
            prepared("WHERE automatic AND provider = $1"),
            "'bench/p1'",
            "''",
            Integer.toString(BATCH)),
        one(
            "deadlines, none over",
            prepared("registration_due_at <= $1"),
            NOW + " - interval '1 day'",
            Integer.toString(BATCH)),
        one(
            "deadlines, %d over".formatted(LATE),
            prepared("registration_due_at <= $1"),
            NOW,
            Integer.toString(BATCH)),
        silent("silent, none", MINUTE + " - 1440", "'-infinity'"),
        silent("silent, none, but all in that minute", everybodys, "'-infinity'"),
        silent("silent, all at once", everybodys, "'infinity'"),
        one(
            "stray registrations",
            prepared("NOT pointed AND heard_minute <= $1"),
            everybodys,
            "'infinity'",
            Integer.toString(HOUSEKEEPING)),
        one("orphans", prepared("starts_with(name, $1)"), "'runtime/'", Integer.toString(BATCH)),
        one(
            "expired answers, 500",
            prepared("DELETE FROM slipway.kept_answers"),
            NOW,
            Integer.toString(HOUSEKEEPING)),
        one(
            "use of tokens",
            prepared("UPDATE slipway.tokens t SET last_used_at"),
            "ARRAY[" + text(planner.value("SELECT min(id) FROM slipway.tokens")) + "]",
            "ARRAY[" + NOW + "]"),
        new Operation("sweep, 100 more", List.of(sweep())));
  }

  private Operation silent(String name, String minute, String time) {
    return one(name, prepared("r.pointed AND r.healthy"), minute, time, Integer.toString(BATCH));
  }

  /** The next hundred installations of a sweep. */
  Question sweep() {
    return question(
        prepared("(i.organization, i.provider) > ($1, $2)"),
        List.of(
            text("tenant" + (Seeding.tenants(rows) / 2)), "'bench/p7'", Integer.toString(BATCH)));
  }
}
