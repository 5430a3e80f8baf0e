package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every statement that reads a tenant's rows says whose they are, so that the tables can be cut by
 * tenant: into partitions, over machines, or into a database for each group of tenants. The server
 * itself says how it would run a statement, and by which conditions it would read each table.
 */
class TenantKeyTest {

  private static final String ASKED_BY_SECRET =
      "who asks knows nothing but this, and learns from it whose it is";
  private static final String FOR_ALL = "a worker looks after all tenants, and asks each database";
  private static final String BY_HAND = "an operator's command; it goes through everything";

  /** Those that do not, and why; docs/scaling.md says what each of them needs. */
  private static final Map<Statement, String> FOR_MORE_THAN_ONE_TENANT =
      Map.ofEntries(
          Map.entry(TenancyStatement.TOKEN_BY_DIGEST, ASKED_BY_SECRET),
          Map.entry(TenancyStatement.TOKEN, BY_HAND),
          Map.entry(TenancyStatement.ALL_TOKENS, BY_HAND),
          Map.entry(TenancyStatement.ANY_TOKEN, BY_HAND),
          Map.entry(TenancyStatement.CHANGE_TOKEN, "the row was found by its secret or its id"),
          Map.entry(TenancyStatement.NOTE_USE, "the tokens that were used lately, of all tenants"),
          Map.entry(InstallationStatement.REGISTRATION, ASKED_BY_SECRET),
          Map.entry(
              InstallationStatement.CHANGE_REGISTRATION,
              "a runtime may go to another installation"),
          Map.entry(InstallationStatement.OVERDUE_INSTALLATIONS, FOR_ALL),
          Map.entry(InstallationStatement.AUTOMATIC_INSTALLATIONS, FOR_ALL),
          Map.entry(InstallationStatement.ALL_INSTALLATIONS, FOR_ALL),
          Map.entry(InstallationStatement.SILENT_REGISTRATIONS, FOR_ALL),
          Map.entry(InstallationStatement.REMOVE_STALE_REGISTRATIONS, FOR_ALL),
          Map.entry(KeepingStatement.REMOVE_EXPIRED_ANSWERS, FOR_ALL),
          Map.entry(SealingStatement.INSTALLATIONS, BY_HAND),
          Map.entry(SealingStatement.CREDENTIALS, BY_HAND),
          Map.entry(SealingStatement.ANSWERS, BY_HAND));

  private static final List<String> CONDITIONS =
      List.of(
          "Index Cond",
          "Recheck Cond",
          "Filter",
          "Hash Cond",
          "Merge Cond",
          "Join Filter",
          "Cache Key");

  /** One side of an equation, without the casts that a plan shows. */
  private static final String SIDE = "\\(?([\\w$\".]+)\\)?(?:::text)?";

  private static final Pattern EQUATION = Pattern.compile(SIDE + " = " + SIDE);

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  static Stream<Statement> statements() {
    return Stream.concat(OpenStore.statements().stream(), Stream.of(SealingStatement.values()));
  }

  private static Set<String> tenantTables() {
    return Set.of(
        DATABASE
            .ask(
                """
                SELECT string_agg(table_name, ',') FROM information_schema.columns
                WHERE table_schema = 'slipway' AND column_name = 'organization'
                """)
            .split(",", -1));
  }

  private static JsonObject plan(Statement statement) {
    var explained = DATABASE.ask("EXPLAIN (GENERIC_PLAN, VERBOSE, FORMAT JSON) " + statement.sql());
    return new JsonArray(explained).getJsonObject(0).getJsonObject("Plan");
  }

  /** The tenants' tables that a plan reads without a condition on whose rows they are. */
  private static Set<String> readForAll(JsonObject plan) {
    var tables = new TreeMap<String, String>();
    var equal = new ArrayList<List<String>>();
    collect(plan, tables, equal);
    var tenants = tenantTables();
    return tables.entrySet().stream()
        .filter(read -> tenants.contains(read.getValue()))
        .filter(read -> !isGiven(read.getKey() + ".organization", tables.keySet(), equal))
        .map(Map.Entry::getValue)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void collect(
      JsonObject node, Map<String, String> tables, List<List<String>> equal) {
    if (node.containsKey("Relation Name") && !"ModifyTable".equals(node.getString("Node Type"))) {
      tables.put(node.getString("Alias"), node.getString("Relation Name"));
    }
    for (var name : CONDITIONS) {
      var condition = node.getString(name, "");
      // What holds only in one case of several says nothing of the others.
      if (!condition.contains(" OR ")) {
        EQUATION
            .matcher(condition)
            .results()
            .forEach(sides -> equal.add(List.of(sides.group(1), sides.group(2))));
      }
    }
    var inner = node.getJsonArray("Plans", new JsonArray());
    for (int i = 0; i < inner.size(); i++) {
      collect(inner.getJsonObject(i), tables, equal);
    }
  }

  /**
   * Whether a column equals, over others or not, something that no table has: a value that is
   * given.
   */
  private static boolean isGiven(String column, Set<String> tables, List<List<String>> equal) {
    var known = new TreeSet<>(Set.of(column));
    boolean more = true;
    while (more) {
      more =
          equal.stream()
              .filter(sides -> sides.stream().anyMatch(known::contains))
              .map(known::addAll)
              .reduce(false, Boolean::logicalOr);
    }
    return known.stream()
        .anyMatch(side -> tables.stream().noneMatch(alias -> side.startsWith(alias + ".")));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void a_statement_on_tenants_rows_says_whose_they_are_or_there_is_a_reason(Statement statement) {
    var without = readForAll(plan(statement));

    if (FOR_MORE_THAN_ONE_TENANT.containsKey(statement)) {
      assertThat(without).as("no reason is needed any more").isNotEmpty();
    } else {
      assertThat(without).as("tables that are read for every tenant").isEmpty();
    }
  }

  @Test
  void what_carries_no_tenant_is_seen() {
    assertThat(
            readForAll(
                plan(() -> "SELECT document FROM slipway.installations WHERE provider = $1")))
        .containsExactly("installations");
  }

  @Test
  void the_tenant_leads_the_primary_key_of_what_is_only_a_tenants() {
    assertThat(
            DATABASE.ask(
                """
                SELECT string_agg(c.relname, ', ' ORDER BY c.relname)
                FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid
                  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'slipway'
                WHERE x.indisprimary
                  AND EXISTS (SELECT FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attname = 'organization')
                  AND 'organization' <> (SELECT a.attname FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum = x.indkey[0])
                """))
        .as("these are found by an id alone; docs/scaling.md says what that costs")
        .isEqualTo("registrations, tokens");
  }
}
