package dev.slipway.adaptershttp.server;

import java.util.List;

/** What a request presents to say who sends it. */
sealed interface Credential {

  /** Nothing. */
  record None() implements Credential {}

  /** A bearer token. */
  record Bearer(String token) implements Credential {
    @Override
    public String toString() {
      return "Bearer[token withheld]";
    }
  }

  /** Something else. */
  record Unreadable() implements Credential {}

  /** Reads the Authorization headers. */
  static Credential of(List<String> headers) {
    if (headers.isEmpty()) {
      return new None();
    }
    var scheme = "Bearer ";
    var header = headers.getFirst();
    if (headers.size() > 1 || !header.regionMatches(true, 0, scheme, 0, scheme.length())) {
      return new Unreadable();
    }
    var token = header.substring(scheme.length()).strip();
    return token.isEmpty() ? new Unreadable() : new Bearer(token);
  }
}
