package dev.slipway.app.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the words of a scenario stand for while it is played. Belongs to one thread. */
final class Words {

  private static final Pattern REPEATED = Pattern.compile("\\$\\((.+?)\\*([0-9]+)\\)");

  /** What begins with a dollar in JSON Schema. */
  private static final Set<String> KEYWORDS = Set.of("schema", "ref", "defs", "id", "anchor");

  private static final Pattern NAMED = Pattern.compile("\\$([A-Za-z]+)");

  private final Map<String, String> captured = new HashMap<>();
  private final String suffix;

  /**
   * @param suffix makes the names of organizations new
   */
  Words(String suffix) {
    this.suffix = suffix;
  }

  void put(String name, String value) {
    captured.put(name, value);
  }

  /** The slug of an organization that is new for the scenario. */
  String organization(String name) {
    return name + "-" + suffix;
  }

  /** The text, with its words replaced. */
  String in(String text) {
    var named =
        NAMED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1))));
    return REPEATED
        .matcher(named)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
  }

  private String meaning(String name) {
    return KEYWORDS.contains(name)
        ? "$" + name
        : Optional.ofNullable(captured.get(name)).orElseGet(() -> organization(name));
  }
}
