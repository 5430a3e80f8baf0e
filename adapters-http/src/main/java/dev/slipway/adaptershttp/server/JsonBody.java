package dev.slipway.adaptershttp.server;

import dev.slipway.adaptershttp.endpoint.Refusal;
import dev.slipway.adaptershttp.endpoint.Sent;
import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.adaptershttp.json.JsonReader;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Given;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.form.Violation.Step;
import dev.slipway.domain.json.Json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Bodies of JSON objects (contract/foundation.md section 1, "unreadable bodies"). */
final class JsonBody {

  /** A byte order mark in UTF-8. */
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private JsonBody() {}

  /** Whether a body of this content type may be JSON; one that says nothing may be. */
  static boolean isJson(List<String> contentTypes) {
    if (contentTypes.isEmpty()) {
      return true;
    }
    var written = contentTypes.getFirst();
    int semicolon = written.indexOf(';');
    var type =
        (semicolon < 0 ? written : written.substring(0, semicolon))
            .strip()
            .toLowerCase(Locale.ROOT);
    return contentTypes.size() == 1
        && (type.equals("application/json")
            || type.matches("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+\\+json"));
  }

  /**
   * The object that the bytes hold.
   *
   * @param mayBeEmpty whether no bytes at all are an object without members
   */
  static Filled<JsonObject> read(byte[] bytes, boolean mayBeEmpty) {
    if (bytes.length == 0 && mayBeEmpty) {
      return Filled.right(JsonObject.empty());
    }
    return switch (JsonReader.read(bytes)) {
      case JsonReader.Outcome.Value(var json) ->
          json instanceof JsonObject object
              ? Filled.right(object)
              : Filled.wrong(Violation.withheld(Kind.DICT_TYPE, "Must be an object"));
      case JsonReader.Outcome.Unreadable(var offset, var message) ->
          Filled.wrong(
              new Violation(
                  List.of(Step.index(offset)), Kind.JSON_INVALID, message, Given.withheld()));
    };
  }

  /**
   * What the bytes hold, of whatever kind, where nothing is overlooked: a byte order mark is no
   * JSON (contract/packages.md section 2).
   */
  static Sent strictly(byte[] bytes) {
    if (bytes.length == 0) {
      return new Sent.Nothing();
    }
    if (startsWithMark(bytes)) {
      return unreadable("The text begins with a byte order mark");
    }
    return switch (JsonReader.read(bytes)) {
      case JsonReader.Outcome.Value(var json) -> new Sent.Value(json);
      case JsonReader.Outcome.Unreadable(var offset, var message) ->
          unreadable(message + ", at character " + offset);
    };
  }

  private static boolean startsWithMark(byte[] bytes) {
    return Arrays.mismatch(bytes, MARK) >= MARK.length || Arrays.equals(bytes, MARK);
  }

  private static Sent unreadable(String message) {
    return new Sent.Refused(
        new Refusal.UnreadableBody(List.of(Violation.withheld(Kind.JSON_INVALID, message))));
  }
}
