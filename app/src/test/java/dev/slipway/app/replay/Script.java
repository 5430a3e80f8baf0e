package dev.slipway.app.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A script: scenarios, each a sentence of the contract and the requests that show it.
 *
 * <pre>
 * # A comment.
 * === What is yanked stays for its owner
 * &gt; POST /providers/$acme/x/versions/1.0.0/yank as acme
 * &gt; X-Some-Header: value
 * &gt; {"reason": "broken"}
 * &lt; 200
 * &lt; Content-Type: application/json
 * &lt; {"status": "yanked", "yanked_at": "&lt;time&gt;"}
 * </pre>
 *
 * <p><b>Requests.</b> {@code as NAME} sends a token of an organization that is new for the scenario
 * and has every right of its own; {@code as NAME(read)} one with other scopes; {@code as nobody},
 * or nothing, none. {@code on SERVER} sends it to another server than the usual one. {@code hex}
 * begins a body in hexadecimal digits.
 *
 * <p><b>Words.</b> {@code $NAME} is the slug of that organization, or what was captured; {@code
 * $(TEXT*N)} is the text so many times. {@code use NAME} plays the scenario of that title first.
 * {@code for NAME in A | B | C} plays the scenario once with each.
 *
 * <p><b>Answers.</b> The status; headers, of which {@code <absent>} must not be there and one
 * between slashes is a regular expression; and JSON, of which objects may hold more than is said,
 * and arrays only behind {@code <more>}. A string may be {@code <time>}, {@code <seconds>} (of Unix
 * time, a number), {@code <any>}, {@code <absent>}, {@code /regular expression/}, or {@code <any as
 * NAME>}, which captures it. {@code eventually 200} asks again until the answer fits.
 */
record Script(String name, List<Scenario> scenarios) {

  private static final Pattern REQUEST =
      Pattern.compile("(\\$?[A-Z]+) (\\S+)(?: as ([a-z]+)(?:\\(([^)]*)\\))?)?(?: on ([a-z]+))?");
  private static final Pattern HEADER = Pattern.compile("([A-Za-z][A-Za-z0-9-]*): ?(.*)");
  private static final Pattern ANSWER = Pattern.compile("(eventually )?([0-9]{3})");

  /**
   * A sentence and its requests.
   *
   * @param uses the scenarios that are played before it
   * @param choices the words of which each is played once, by name
   */
  record Scenario(
      String title,
      int line,
      List<String> uses,
      Map<String, List<String>> choices,
      List<Step> steps) {}

  /** A request, and what must come back. */
  record Step(int line, Request request, Expected expected) {}

  /** A request, with words still in it. */
  record Request(
      String method,
      String path,
      String caller,
      String scopes,
      String server,
      List<String> headers,
      String body) {}

  /** An answer, with words still in it. */
  record Expected(
      int status, boolean eventually, Map<String, String> headers, Optional<String> body) {}

  /** Reads a script that lies beside this class among the resources. */
  static Script read(String name) {
    try (var file = Objects.requireNonNull(Script.class.getResourceAsStream(name), name)) {
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new Reader(name, text.lines().toList()).script();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading the script " + name, e);
    }
  }

  Scenario scenario(String title) {
    return scenarios.stream()
        .filter(scenario -> scenario.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no scenario: " + title));
  }

  /** Reads the lines of one script. Belongs to one thread. */
  private static final class Reader {
    private final String name;
    private final List<String> lines;
    private int at;

    Reader(String name, List<String> lines) {
      this.name = name;
      this.lines = lines;
    }

    Script script() {
      var scenarios = new ArrayList<Scenario>();
      for (skip(); at < lines.size(); skip()) {
        scenarios.add(scenario());
      }
      return new Script(name, List.copyOf(scenarios));
    }

    private Scenario scenario() {
      int line = at + 1;
      var title = after("=== ").orElseThrow(() -> wrong("A scenario begins with ==="));
      var uses = new ArrayList<String>();
      var choices = new TreeMap<String, List<String>>();
      var steps = new ArrayList<Step>();
      for (skip(); at < lines.size() && !lines.get(at).startsWith("=== "); skip()) {
        var use = after("use ");
        var choice = use.isPresent() ? Optional.<String>empty() : after("for ");
        if (use.isPresent()) {
          uses.add(use.get());
        } else if (choice.isPresent()) {
          choose(choice.get(), choices);
        } else {
          steps.add(step());
        }
      }
      return new Scenario(title, line, uses, choices, List.copyOf(steps));
    }

    private void choose(String text, Map<String, List<String>> choices) {
      int in = text.indexOf(" in ");
      var words = new ArrayList<>(List.of(text.substring(in + 4).split(" \\| ", -1)));
      for (var more = after("  | "); more.isPresent(); more = after("  | ")) {
        words.addAll(List.of(more.get().split(" \\| ", -1)));
      }
      choices.put(text.substring(0, in), words.stream().map(String::strip).toList());
    }

    private Step step() {
      int line = at + 1;
      var asked = block("> ");
      var answered = block("< ");
      return new Step(line, request(asked), expected(answered));
    }

    private Request request(List<String> block) {
      var first = REQUEST.matcher(block.getFirst());
      if (!first.matches()) {
        throw wrong("No request: " + block.getFirst());
      }
      int headers = headers(block);
      return new Request(
          first.group(1),
          first.group(2),
          or(first.group(3), "nobody"),
          or(first.group(4), "*"),
          or(first.group(5), "usual"),
          block.subList(1, headers),
          String.join("\n", block.subList(headers, block.size())));
    }

    private Expected expected(List<String> block) {
      var first = ANSWER.matcher(block.getFirst());
      if (!first.matches()) {
        throw wrong("No status: " + block.getFirst());
      }
      int end = headers(block);
      var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      for (String header : block.subList(1, end)) {
        var matcher = HEADER.matcher(header);
        if (matcher.matches()) {
          headers.put(matcher.group(1), matcher.group(2));
        }
      }
      var body = String.join("\n", block.subList(end, block.size()));
      return new Expected(
          Integer.parseInt(first.group(2)),
          first.group(1) != null,
          headers,
          body.isEmpty() ? Optional.empty() : Optional.of(body));
    }

    private static int headers(List<String> block) {
      int end = 1;
      while (end < block.size() && HEADER.matcher(block.get(end)).matches()) {
        end++;
      }
      return end;
    }

    private List<String> block(String mark) {
      var block = new ArrayList<String>();
      for (var line = after(mark); line.isPresent(); line = after(mark)) {
        block.add(line.get());
      }
      if (block.isEmpty()) {
        throw wrong("Expected " + mark);
      }
      return block;
    }

    private Optional<String> after(String mark) {
      return at < lines.size() && lines.get(at).startsWith(mark)
          ? Optional.of(lines.get(at++).substring(mark.length()))
          : Optional.empty();
    }

    private void skip() {
      while (at < lines.size() && (lines.get(at).isBlank() || lines.get(at).startsWith("#"))) {
        at++;
      }
    }

    private IllegalArgumentException wrong(String message) {
      return new IllegalArgumentException(name + " line " + (at + 1) + ": " + message);
    }

    private static String or(@Nullable String text, String otherwise) {
      return text == null ? otherwise : text;
    }
  }

  /** All scripts, in the order of the contract. */
  static Stream<Script> all() {
    return Stream.of(
            "wire.txt",
            "identity.txt",
            "versions.txt",
            "providers.txt",
            "installations.txt",
            "runtimes.txt",
            "packages.txt",
            "forms.txt",
            "workspaces.txt")
        .map(Script::read);
  }
}
