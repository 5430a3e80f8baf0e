package dev.slipway.benchmarks.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a statement was run, as {@code EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)} tells it.
 *
 * @param sql its text, as far as it was told
 * @param rows how many it answered
 * @param hit pages of 8 KiB that it found in the database's memory, each time it looked at one
 * @param read pages that it did not find there
 * @param spilled pages that it wrote to or read from temporary files
 * @param planning how long it was planned
 * @param execution how long it ran, triggers included
 * @param fires whether it fired triggers, whose buffers are not among its own
 * @param path which tables it went to, and how, in words
 * @param readWhole tables that were read from one end to the other
 */
public record Plan(
    String sql,
    long rows,
    long hit,
    long read,
    long spilled,
    Duration planning,
    Duration execution,
    boolean fires,
    List<String> path,
    List<String> readWhole) {

  /** Tables that hold as much among a million rows as among a thousand. */
  private static final Set<String> SMALL = Set.of("totals", "runtime_versions", "signing_key");

  /** An index that gave so many entries without a condition was read whole, or nearly. */
  private static final int WHOLE_INDEX = 1_000;

  /** From so many rows on that were read in vain it is told. */
  private static final int IN_VAIN = 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the lists. */
  public Plan {
    path = List.copyOf(path);
    readWhole = List.copyOf(readWhole);
  }

  /**
   * Reads what {@code EXPLAIN} answered, or what {@code auto_explain} noted.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Plan parse(String json) {
    try {
      var top = JSON.readTree(json);
      var root = top.isArray() ? top.path(0) : top;
      var plan = root.path("Plan");
      if (plan.isMissingNode()) {
        throw new IllegalArgumentException("No plan in " + json);
      }
      var walk = new Walk();
      walk.into(plan);
      return new Plan(
          root.path("Query Text").asText(""),
          times(plan, "Actual Rows"),
          plan.path("Shared Hit Blocks").asLong(),
          plan.path("Shared Read Blocks").asLong(),
          plan.path("Temp Read Blocks").asLong() + plan.path("Temp Written Blocks").asLong(),
          millis(root.path("Planning Time")),
          millis(root.path("Execution Time")),
          !root.path("Triggers").isEmpty(),
          walk.words(),
          walk.readWhole);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a plan: " + json, e);
    }
  }

  private static Duration millis(JsonNode time) {
    return Duration.ofNanos(Math.round(time.asDouble() * 1e6));
  }

  /** Rows are told for each time that a part ran. */
  private static long times(JsonNode node, String rows) {
    return Math.round(node.path(rows).asDouble() * node.path("Actual Loops").asDouble());
  }

  /** Hit and read together: what does not depend on what others did before. */
  public long buffers() {
    return hit + read;
  }

  /** The parts that ran, from the top. */
  private static final class Walk {
    private final Map<String, Integer> said = new LinkedHashMap<>();
    private final List<String> readWhole = new ArrayList<>();

    void into(JsonNode node) {
      if (node.path("Actual Loops").asLong() > 0) {
        var words = words(node);
        if (!words.isEmpty()) {
          said.merge(words, 1, Integer::sum);
        }
      }
      node.path("Plans").forEach(this::into);
    }

    List<String> words() {
      var words = new ArrayList<String>();
      said.forEach((one, often) -> words.add(often > 1 ? one + " (" + often + " times)" : one));
      return words;
    }

    private String words(JsonNode node) {
      var table = node.path("Relation Name").asText();
      var type = node.path("Node Type").asText();
      var index = node.path("Index Name").asText();
      return switch (type) {
        case "Seq Scan" -> {
          if (!SMALL.contains(table)) {
            readWhole.add(table);
          }
          yield "ALL of " + table + times(node) + inVain(node);
        }
        case "Index Scan" -> byIndex(node, table, index, "") + inVain(node);
        case "Index Only Scan" -> {
          long fetches = node.path("Heap Fetches").asLong();
          yield byIndex(node, table, index, " alone")
              + (fetches > 0 ? " (%,d heap fetches)".formatted(fetches) : "")
              + inVain(node);
        }
        case "Bitmap Index Scan" -> "bitmap of " + index;
        case "Bitmap Heap Scan", "Tid Scan", "Tid Range Scan" ->
            (type.startsWith("Bitmap") ? table + " by bitmap" : table + " by place")
                + times(node)
                + inVain(node);
        case "Sort", "Incremental Sort" -> sort(node, type);
        case "ModifyTable" ->
            node.path("Operation").asText().toLowerCase(Locale.ROOT) + " " + table;
        case "Function Scan" -> {
          var function = node.path("Function Name").asText();
          yield function.isEmpty() || function.equals("unnest") ? "" : function + "()";
        }
        case "Hash Join", "Merge Join" -> type.toLowerCase(Locale.ROOT);
        default -> "";
      };
    }

    private String byIndex(JsonNode node, String table, String index, String how) {
      if (node.path("Index Cond").isMissingNode() && times(node, "Actual Rows") > WHOLE_INDEX) {
        readWhole.add(table);
        return "ALL of " + table + " by " + index + how + times(node);
      }
      return table + " by " + index + how + times(node);
    }

    private static String sort(JsonNode node, String type) {
      boolean disk = node.path("Sort Space Type").asText().equals("Disk");
      long rows = times(node.path("Plans").path(0), "Actual Rows");
      return type.toLowerCase(Locale.ROOT) + " of %,d".formatted(rows) + (disk ? " ON DISK" : "");
    }

    private static String times(JsonNode node) {
      long loops = node.path("Actual Loops").asLong();
      return loops > 1 ? " x%,d".formatted(loops) : "";
    }

    private static String inVain(JsonNode node) {
      long removed = Plan.times(node, "Rows Removed by Filter");
      return removed >= IN_VAIN ? " (%,d in vain)".formatted(removed) : "";
    }

    private static long times(JsonNode node, String rows) {
      return Plan.times(node, rows);
    }
  }
}
