package dev.slipway.domain.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of {@code docs/states}: the diagram of a machine, and what it refuses; made by driving it.
 *
 * <p>Run the test that failed with {@code -Dslipway.states.write=true} to write the page anew.
 */
public final class StateDiagram {

  private static final String WRITE = "slipway.states.write";
  private static final Path PAGES = Path.of("..", "docs", "states");

  private StateDiagram() {}

  /**
   * The page.
   *
   * @param heading what the machine is about
   * @param legend what the examples mean
   * @param beginnings arrows from nothing, as {@code event -> State}
   * @param pairs what to draw
   */
  public static String page(
      String heading, String legend, Map<String, String> beginnings, List<Machine.Pair> pairs) {
    var page = new StringBuilder();
    page.append("# ").append(heading).append("\n\n");
    page.append("Written by a test that drives the machine; do not edit.\n\n");
    page.append("```mermaid\nstateDiagram-v2\n");
    beginnings.forEach((event, state) -> page.append("  [*] --> " + state + " : " + event + "\n"));
    arrows(pairs)
        .forEach(
            (ends, events) -> page.append("  " + ends + " : " + String.join(", ", events) + "\n"));
    page.append("```\n\n").append(legend.strip()).append("\n\n");
    page.append("## What each arrow does\n\n");
    table(page, "then", pairs, StateDiagram::moves);
    page.append("\n## What is refused, and what changes nothing\n\n");
    table(page, "answer", pairs, answer -> !moves(answer));
    return page.toString();
  }

  /** {@code From --> To}, each with its events. */
  public static Map<String, Set<String>> arrows(List<Machine.Pair> pairs) {
    var arrows = new LinkedHashMap<String, Set<String>>();
    pairs.forEach(
        pair -> {
          var to =
              switch (pair.answer()) {
                case Answer.Moved moved -> moved.to();
                case Answer.Ended ended -> "[*]";
                case Answer.Nothing nothing -> "";
                case Answer.Refused refused -> "";
              };
          if (!to.isEmpty()) {
            arrows
                .computeIfAbsent(pair.state() + " --> " + to, ends -> new LinkedHashSet<>())
                .add(pair.event());
          }
        });
    return arrows;
  }

  private static boolean moves(Answer answer) {
    return switch (answer) {
      case Answer.Moved moved -> true;
      case Answer.Ended ended -> true;
      case Answer.Nothing nothing -> false;
      case Answer.Refused refused -> false;
    };
  }

  /** One line for each state, event and answer, with the examples unless all say the same. */
  private static void table(
      StringBuilder page, String last, List<Machine.Pair> pairs, Predicate<Answer> chosen) {
    page.append("| state | event | when | ").append(last).append(" |\n");
    page.append("|---|---|---|---|\n");
    var lines = new LinkedHashMap<List<String>, Set<String>>();
    var answers = new LinkedHashMap<List<String>, Set<String>>();
    pairs.forEach(
        pair -> {
          answers
              .computeIfAbsent(List.of(pair.state(), pair.event()), key -> new LinkedHashSet<>())
              .add(pair.answer().words());
          if (chosen.test(pair.answer())) {
            lines
                .computeIfAbsent(
                    List.of(pair.state(), pair.event(), pair.answer().words()),
                    key -> new LinkedHashSet<>())
                .add(pair.words());
          }
        });
    lines.forEach(
        (line, examples) -> {
          var alone = answers.getOrDefault(line.subList(0, 2), Set.of()).size() == 1;
          page.append(
              "| %s | %s | %s | %s |\n"
                  .formatted(
                      line.get(0),
                      line.get(1),
                      alone ? "always" : String.join("; ", shortened(examples, words(pairs, line))),
                      line.get(2).replace("|", "\\|")));
        });
  }

  private static Set<String> words(List<Machine.Pair> pairs, List<String> line) {
    return pairs.stream()
        .filter(pair -> pair.event().equals(line.get(1)))
        .map(Machine.Pair::words)
        .collect(Collectors.toSet());
  }

  /** Without the words with which every example of the event begins. */
  private static List<String> shortened(Set<String> examples, Set<String> all) {
    var first = all.iterator().next();
    int common = first.length();
    while (!all.stream().allMatch(begins(first.substring(0, common)))) {
      common = first.lastIndexOf(' ', common - 2) + 1;
    }
    int cut = common;
    return examples.stream().map(words -> words.substring(cut)).toList();
  }

  private static Predicate<String> begins(String beginning) {
    return words -> words.startsWith(beginning);
  }

  /** The arrows of a page that is checked in, each as {@code From --> To : Event}. */
  public static List<String> checkedIn(String name) {
    return read(PAGES.resolve(name))
        .lines()
        .map(String::strip)
        .filter(line -> line.contains(" --> "))
        .flatMap(StateDiagram::oneByOne)
        .toList();
  }

  private static Stream<String> oneByOne(String line) {
    int colon = line.indexOf(" : ") + 3;
    return Arrays.stream(line.substring(colon).split(", ", -1))
        .map(event -> line.substring(0, colon) + event);
  }

  /** Compares a page with the one that is checked in, or writes it. */
  public static void check(String name, String page) {
    var file = PAGES.resolve(name);
    if (Boolean.getBoolean(WRITE)) {
      write(file, page);
    }
    assertThat(file).exists();
    assertThat(read(file))
        .as("docs/states/" + name + "; written anew by -D" + WRITE + "=true")
        .isEqualTo(page);
  }

  private static void write(Path file, String page) {
    try {
      Files.createDirectories(PAGES);
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file.toAbsolutePath(), e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file.toAbsolutePath(), e);
    }
  }
}
