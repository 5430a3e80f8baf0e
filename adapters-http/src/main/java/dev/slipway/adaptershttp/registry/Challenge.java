package dev.slipway.adaptershttp.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One way to be let in that a registry offers: a challenge of {@code WWW-Authenticate} (RFC 9110,
 * section 11.6.1).
 *
 * @param scheme in lower case
 * @param parameters by their names in lower case; the first of a name counts
 */
record Challenge(String scheme, Map<String, String> parameters) {

  Challenge {
    parameters = Map.copyOf(parameters);
  }

  /** The parameter {@code name}, if it is there. */
  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** All challenges of one header, in their order; empty when it is none. */
  static List<Challenge> read(String header) {
    return new Reader(header).challenges();
  }

  /** Reads from left to right, and gives up where it does not understand. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    List<Challenge> challenges() {
      var challenges = new ArrayList<Challenge>();
      skip(" \t,");
      while (at < text.length()) {
        String scheme = token();
        if (scheme.isEmpty()) {
          return List.of();
        }
        Map<String, String> parameters = new HashMap<>();
        boolean understood = readParameters(parameters);
        if (!understood) {
          return List.of();
        }
        challenges.add(new Challenge(scheme.toLowerCase(Locale.ROOT), parameters));
      }
      return challenges;
    }

    /** All {@code name=value} up to the next scheme; false where there is something else. */
    private boolean readParameters(Map<String, String> parameters) {
      boolean separated = skipSeparators();
      while (at < text.length()) {
        int start = at;
        String name = token();
        skip(" \t");
        if (name.isEmpty()) {
          return false;
        }
        if (at == text.length() || text.charAt(at) != '=') {
          // The next scheme, which is behind a comma.
          at = start;
          return separated;
        }
        if (!separated && !parameters.isEmpty()) {
          return false;
        }
        at++;
        skip(" \t");
        Optional<String> value = value();
        if (value.isEmpty()) {
          return false;
        }
        parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value.get());
        separated = skipSeparators();
      }
      return true;
    }

    /** Whether there was a comma among them. */
    private boolean skipSeparators() {
      int start = at;
      skip(" \t,");
      return text.substring(start, at).contains(",");
    }

    private Optional<String> value() {
      if (at < text.length() && text.charAt(at) == '"') {
        return quoted();
      }
      String token = token();
      return token.isEmpty() ? Optional.empty() : Optional.of(token);
    }

    private Optional<String> quoted() {
      var value = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '"') {
          at++;
          return Optional.of(value.toString());
        }
        if (c == '\\') {
          at++;
          if (at == text.length()) {
            return Optional.empty();
          }
          c = text.charAt(at);
        }
        value.append(c);
      }
      return Optional.empty();
    }

    private String token() {
      int start = at;
      while (at < text.length() && isTokenCharacter(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private static boolean isTokenCharacter(char c) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private void skip(String characters) {
      while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }
  }
}
