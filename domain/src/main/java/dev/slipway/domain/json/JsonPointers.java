package dev.slipway.domain.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** JSON Pointers (RFC 6901): texts that name a place inside a JSON value. */
public final class JsonPointers {
  private static final Pattern SLASH = Pattern.compile("/");
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

  private JsonPointers() {}

  /** {@code pointer} and then {@code token}. */
  public static String append(String pointer, String token) {
    return pointer + "/" + token.replace("~", "~0").replace("/", "~1");
  }

  /** {@code pointer} and then {@code index}. */
  public static String append(String pointer, int index) {
    return pointer + "/" + index;
  }

  /** The tokens of a pointer, which is empty or begins with a slash. */
  public static List<String> tokens(String pointer) {
    var tokens = new ArrayList<String>();
    if (!pointer.isEmpty()) {
      for (String token : SLASH.split(pointer.substring(1), -1)) {
        tokens.add(token.replace("~1", "/").replace("~0", "~"));
      }
    }
    return tokens;
  }

  /** What {@code token} leads to in {@code json}; empty when that is nothing. */
  public static Optional<Json> step(Json json, String token) {
    if (json instanceof Json.JsonObject object) {
      return object.get(token);
    }
    if (json instanceof Json.JsonArray array && INDEX.matcher(token).matches()) {
      int index = Integer.parseInt(token);
      return index < array.size() ? Optional.of(array.items().get(index)) : Optional.empty();
    }
    return Optional.empty();
  }

  /** What a pointer leads to in {@code json}; empty when that is nothing. */
  public static Optional<Json> find(Json json, String pointer) {
    Optional<Json> found = Optional.of(json);
    for (String token : tokens(pointer)) {
      found = found.flatMap(inner -> step(inner, token));
    }
    return found;
  }
}
