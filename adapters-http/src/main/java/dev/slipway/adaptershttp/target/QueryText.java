package dev.slipway.adaptershttp.target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The query of a request: parameters in the form encoding that browsers and clients write, where a
 * plus is a blank.
 *
 * <p>What cannot be decoded is remembered as {@link Malformed}, not thrown: a query is judged only
 * after the caller is known.
 */
public sealed interface QueryText {

  /**
   * Parameters by name, each with its values in order.
   *
   * @param parameters decoded names and values
   */
  record Parameters(Map<String, List<String>> parameters) implements QueryText {
    public Parameters {
      parameters = Map.copyOf(parameters);
    }
  }

  /** A bad escape, or bytes that are not UTF-8. */
  record Malformed() implements QueryText {}

  /** Reads what stands behind the question mark. */
  static QueryText parse(String raw) {
    var parameters = new LinkedHashMap<String, List<String>>();
    for (String pair : raw.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      var name = Percent.decode(equals < 0 ? pair : pair.substring(0, equals), true);
      var value = Percent.decode(equals < 0 ? "" : pair.substring(equals + 1), true);
      if (name.isEmpty() || value.isEmpty()) {
        return new Malformed();
      }
      parameters.computeIfAbsent(name.get(), key -> new ArrayList<>()).add(value.get());
    }
    return new Parameters(parameters);
  }
}
