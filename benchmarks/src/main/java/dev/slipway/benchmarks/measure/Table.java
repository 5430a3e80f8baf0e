package dev.slipway.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of text, as Markdown whose columns are aligned. Not thread-safe. */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();
  private final Set<String> words = new HashSet<>();

  /** A table with these columns; the first is to the left, all others to the right. */
  public Table(String... columns) {
    rows.add(List.of(columns));
  }

  /** These columns hold words, which are to the left too. */
  public Table words(String... columns) {
    words.addAll(List.of(columns));
    return this;
  }

  /** Adds a row, which may be shorter than the table is wide. */
  public Table row(String... cells) {
    rows.add(new ArrayList<>(Arrays.asList(cells)));
    return this;
  }

  /** How many a second. */
  public static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 100 ? "%.1f" : "%,.0f", perSecond);
  }

  /** A time, in the unit that suits it. */
  public static String time(Duration time) {
    double micros = time.toNanos() / 1e3;
    if (micros < 1_000) {
      return String.format(Locale.ROOT, "%.0f us", micros);
    }
    double millis = micros / 1e3;
    return millis < 1_000
        ? String.format(Locale.ROOT, millis < 100 ? "%.1f ms" : "%.0f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1e3);
  }

  /** One thing as a part of another. */
  public static String ratio(double ratio) {
    return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "-";
  }

  /** A number of bytes, in the unit that suits it. */
  public static String bytes(double bytes) {
    if (bytes < 1 << 20) {
      return String.format(Locale.ROOT, "%.1f KiB", bytes / (1 << 10));
    }
    return String.format(Locale.ROOT, "%.0f MiB", bytes / (1 << 20));
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths =
        IntStream.range(0, columns)
            .map(
                column -> rows.stream().mapToInt(row -> cell(row, column).length()).max().orElse(0))
            .toArray();
    var text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      text.append(
          IntStream.range(0, columns)
              .mapToObj(column -> pad(cell(row, column), widths[column], isLeft(column)))
              .collect(Collectors.joining(" | ", "| ", " |\n")));
      if (i == 0) {
        text.append(
            IntStream.range(0, columns)
                .mapToObj(column -> "-".repeat(widths[column] + 1) + (isLeft(column) ? "-" : ":"))
                .collect(Collectors.joining("|", "|", "|\n")));
      }
    }
    return text.toString();
  }

  private boolean isLeft(int column) {
    return column == 0 || words.contains(rows.get(0).get(column));
  }

  private static String cell(List<String> row, int column) {
    return column < row.size() ? row.get(column) : "";
  }

  private static String pad(String cell, int width, boolean left) {
    var blanks = " ".repeat(width - cell.length());
    return left ? cell + blanks : blanks + cell;
  }
}
