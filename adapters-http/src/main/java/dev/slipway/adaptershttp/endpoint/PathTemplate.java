package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.target.RequestTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which paths an endpoint serves, such as {@code /providers/{prefix}/{name}}.
 *
 * <p>A template that ends in a slash matches paths with that slash only. Any other matches both
 * with and without.
 */
public final class PathTemplate {

  private final String text;
  private final List<String> parts;
  private final boolean slashOnly;

  private PathTemplate(String text, List<String> parts, boolean slashOnly) {
    this.text = text;
    this.parts = parts;
    this.slashOnly = slashOnly;
  }

  /** Reads a template: fixed segments, and variable ones in braces. */
  public static PathTemplate of(String text) {
    boolean slash = text.endsWith("/");
    var parts = text.substring(1, slash ? text.length() - 1 : text.length()).split("/", -1);
    return new PathTemplate(text, List.of(parts), slash);
  }

  /** The template as it was written. */
  public String text() {
    return text;
  }

  /** The names of its variable segments, in their order. */
  public List<String> variables() {
    var names = new ArrayList<String>();
    parts.stream().filter(PathTemplate::isVariable).map(PathTemplate::name).forEach(names::add);
    return names;
  }

  /** The values of the variable segments, when the path fits. */
  public Optional<Map<String, String>> match(RequestTarget target) {
    var path = target.path();
    if (path.size() != parts.size() || (slashOnly && !target.trailingSlash())) {
      return Optional.empty();
    }
    var values = new HashMap<String, String>();
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      if (isVariable(part) && !path.get(i).isEmpty()) {
        values.put(name(part), path.get(i));
      } else if (!part.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /**
   * Sorts templates of one length into the order in which they are to be asked: a fixed segment
   * comes before a variable one, from left to right, and one that insists on a slash before one
   * that does not.
   */
  public String exactness() {
    var key = new StringBuilder();
    parts.forEach(part -> key.append(isVariable(part) ? 'b' : 'a'));
    return key.append(slashOnly ? 'a' : 'b').toString();
  }

  /** How many segments a path needs. */
  public int length() {
    return parts.size();
  }

  private static boolean isVariable(String part) {
    return part.startsWith("{");
  }

  private static String name(String part) {
    return part.substring(1, part.length() - 1);
  }

  @Override
  public String toString() {
    return text;
  }
}
