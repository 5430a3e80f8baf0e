package dev.slipway.benchmarks.serving;

import dev.slipway.benchmarks.database.Pgbench;
import dev.slipway.benchmarks.database.Seeding;
import java.util.List;
import java.util.Map;

/**
 * What the server runs, as scripts of pgbench: a read is one statement, a commit one pipelined
 * flight, as the server sends it.
 *
 * @param sql what was heard
 * @param rows how many there are
 */
record Scripts(World.Sql sql, int rows) {

  /** Texts that scripts are given: documents and keys of the size of real ones. */
  private static final String DOCUMENT = ":document::text";

  private static final String RANDOM_PROVIDER = "'bench/p' || :p::text";
  private static final String CHANGING_PROVIDER =
      "'bench/i' || (1 + :n % " + Seeding.CHANGING + ")::text";

  private String randomProvider() {
    return "\\set p random(1, " + Seeding.providers(rows) + ")\n";
  }

  private static String counting() {
    return "\\set n :n + 1\n\\set i 1 + (:client_id * 250 + :n) % " + Seeding.CHANGING + "\n";
  }

  String version() {
    return randomProvider()
        + Pgbench.filled(sql.version(), List.of(RANDOM_PROVIDER, ":key::bytea", "'1.0.25'"));
  }

  String versions() {
    return randomProvider()
        + Pgbench.filled(sql.versions(), List.of(RANDOM_PROVIDER, ":above::bytea", "20", "0"));
  }

  String provider() {
    return randomProvider() + Pgbench.filled(sql.provider(), List.of(RANDOM_PROVIDER));
  }

  String installation() {
    return "\\set o random(1, 16)\n\\set p random(1, "
        + Seeding.INSTALLATIONS
        + ")\n"
        + Pgbench.filled(sql.installation(), List.of("'tenant' || :o::text", RANDOM_PROVIDER));
  }

  String installations() {
    return "\\set o random(1, 16)\n"
        + Pgbench.filled(sql.installations(), List.of("'tenant' || :o::text", "''", "20", "0"));
  }

  String publication() {
    var provider = "'bench/i' || :i::text";
    var key = "int8send(:client_id * 1000000000::bigint + :n)";
    return counting()
        + read(sql.publishing(), List.of(provider, key))
        + flight(
            sql.publication(),
            Map.of(
                "WITH counted",
                List.of(provider, "1", "0", "0", ":p_revision"),
                "INSERT INTO slipway.provider_versions",
                List.of(
                    provider,
                    key,
                    "'9.0.' || (:client_id * 1000000000::bigint + :n)::text",
                    "false",
                    "0",
                    "true",
                    DOCUMENT),
                "slipway.append",
                List.of(
                    "ARRAY['provider/' || " + provider + "]",
                    "ARRAY['VERSION_OFFERED']",
                    "ARRAY[:payload::text]")));
  }

  String installing() {
    var tenant = "'load' || :client_id::text || '-' || (:n / " + Seeding.CHANGING + ")::text";
    var key = "ARRAY['installation/' || " + tenant + " || '/' || " + CHANGING_PROVIDER + "]";
    return counting()
        + read(sql.scene(), List.of(tenant, CHANGING_PROVIDER, "true", "NULL::bytea", "NULL::text"))
        + flight(
            sql.installing(),
            Map.of(
                "INSERT INTO slipway.installations",
                List.of(
                    tenant,
                    CHANGING_PROVIDER,
                    "'ins_' || :n::text",
                    "NULL",
                    "false",
                    "NULL",
                    DOCUMENT),
                "WITH counted",
                List.of(CHANGING_PROVIDER, "0", "1", "1"),
                "slipway.append",
                List.of(key, "ARRAY['INSTALL_REQUESTED']", "ARRAY[:payload::text]")));
  }

  String heartbeat() {
    var id = "'reg_b' || :r::text";
    return "\\set n :n + 1\n\\set r 1 + :client_id * 50 + :n % 50\n"
        + read(sql.registration(), List.of(id))
        + flight(
            sql.heartbeat(),
            Map.of(
                "UPDATE slipway.registrations",
                List.of(
                    id,
                    "'tenant' || ((:r - 1) / 20 + 1)::text",
                    "'bench/p' || ((:r - 1) % 20 + 1)::text",
                    "'ins_b' || :r::text",
                    "'instance'",
                    "true",
                    "40000000",
                    "clock_timestamp()",
                    DOCUMENT,
                    ":g_revision")));
  }

  /** A read whose columns become variables. */
  private static String read(String statement, List<String> given) {
    var filled = Pgbench.filled(statement, given);
    return filled.substring(0, filled.length() - 1) + "\n\\gset\n";
  }

  private static String flight(List<String> statements, Map<String, List<String>> given) {
    var script = new StringBuilder("\\startpipeline\n");
    for (var statement : statements) {
      var expressions =
          given.entrySet().stream()
              .filter(entry -> statement.contains(entry.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(List.of());
      script.append(Pgbench.filled(statement, expressions)).append('\n');
    }
    return script.append("\\endpipeline\n").toString();
  }
}
