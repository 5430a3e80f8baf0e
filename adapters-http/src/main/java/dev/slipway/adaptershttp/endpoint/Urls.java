package dev.slipway.adaptershttp.endpoint;

import dev.slipway.domain.json.Json;

/** What may be shown of a URL, well formed or not. */
final class Urls {
  private Urls() {}

  /** Whether a text that should be a URL may hold a secret: a query, or somebody's password. */
  static boolean mayHoldSecret(Json value) {
    return !(value instanceof Json.JsonString(var text))
        || text.indexOf('?') >= 0
        || text.indexOf('@') >= 0;
  }
}
