package dev.slipway.domain.states;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a machine must answer, as text: one row a line, {@code situation | event | answer}.
 *
 * <p>A situation is some facts, joined by {@code ", "}; the row speaks of every situation that has
 * all of them, and {@code a/b runs} means either of {@code a runs} and {@code b runs}. An event is
 * its first words; {@code " or "} joins several.
 *
 * @param rows in the order of the text
 */
public record TransitionTable(List<Row> rows) {

  /** One line. */
  public record Row(String situation, String event, String answer) {

    /** Whether this row says what a pair must come to. */
    public boolean speaksOf(Machine.Pair pair) {
      return Arrays.stream(situation.split(", ")).allMatch(fact -> holds(fact, pair.facts()))
          && Arrays.stream(event.split(" or ")).anyMatch(words -> begins(pair.words(), words));
    }

    private static boolean begins(String words, String first) {
      return words.equals(first) || words.startsWith(first + " ") || words.startsWith(first + ",");
    }

    private static boolean holds(String fact, Set<String> facts) {
      int blank = fact.indexOf(' ');
      var rest = blank < 0 ? "" : fact.substring(blank);
      var alternatives = (blank < 0 ? fact : fact.substring(0, blank)).split("/", -1);
      return Arrays.stream(alternatives).anyMatch(one -> facts.contains(one + rest));
    }

    @Override
    public String toString() {
      return situation + " | " + event;
    }
  }

  /** Reads tables; empty lines and what follows {@code #} are comments. */
  public static TransitionTable of(String... texts) {
    return new TransitionTable(
        Arrays.stream(texts)
            .flatMap(String::lines)
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .map(TransitionTable::row)
            .toList());
  }

  private static Row row(String line) {
    var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    if (cells.size() != 3) {
      throw new IllegalArgumentException("a row has three cells, not: " + line);
    }
    return new Row(cells.get(0), cells.get(1), cells.get(2));
  }

  /** How many rows speak of a pair; one is right. */
  public long rowsFor(Machine.Pair pair) {
    return rows.stream().filter(row -> row.speaksOf(pair)).count();
  }
}
