package dev.slipway.domain.json;

import dev.slipway.domain.json.Json.JsonArray;
import dev.slipway.domain.json.Json.JsonBoolean;
import dev.slipway.domain.json.Json.JsonNull;
import dev.slipway.domain.json.Json.JsonNumber;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.json.Json.JsonString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Walks JSON values without recursion: a hostile depth costs memory on the heap, never the stack.
 */
final class JsonTree {
  private JsonTree() {}

  static int depth(Json root) {
    int depth = 0;
    List<Json> level = List.of(root);
    while (true) {
      var next = new ArrayList<Json>();
      boolean nested = false;
      for (Json json : level) {
        if (json instanceof JsonObject object) {
          nested = true;
          next.addAll(object.members().values());
        } else if (json instanceof JsonArray array) {
          nested = true;
          next.addAll(array.items());
        }
      }
      if (!nested) {
        return depth;
      }
      depth++;
      level = next;
    }
  }

  static boolean equal(Json one, Json other) {
    Deque<Pair> open = new ArrayDeque<>();
    open.push(new Pair(one, other));
    while (!open.isEmpty()) {
      Pair pair = open.pop();
      if (!pair.sameAtTop(open)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A sum over all scalars and containers, each mixed with the way that leads to it: addition makes
   * the order of members irrelevant, and no result of an inner value is needed before its outer
   * one.
   */
  static int hash(Json root) {
    int hash = 0;
    Deque<Placed> open = new ArrayDeque<>();
    open.push(new Placed(root, 1));
    while (!open.isEmpty()) {
      Placed placed = open.pop();
      int place = placed.place();
      switch (placed.json()) {
        case JsonObject object -> {
          hash += mix(place, 2);
          object
              .members()
              .forEach((name, value) -> open.push(new Placed(value, mix(place, name.hashCode()))));
        }
        case JsonArray array -> {
          hash += mix(place, 3);
          int index = 0;
          for (Json item : array.items()) {
            open.push(new Placed(item, mix(place, index++)));
          }
        }
        case JsonString string -> hash += mix(place, string.hashCode());
        case JsonNumber number -> hash += mix(place, number.hashCode());
        case JsonBoolean bool -> hash += mix(place, bool.hashCode());
        case JsonNull nothing -> hash += mix(place, 5);
      }
    }
    return hash;
  }

  private static int mix(int place, int value) {
    int mixed = (place * 31 + value) * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  private record Placed(Json json, int place) {}

  private record Pair(Json one, Json other) {

    /**
     * Whether both agree as far as one level shows; the pairs one level down are left to be
     * compared.
     */
    boolean sameAtTop(Deque<Pair> below) {
      if (one == other) {
        return true;
      }
      return switch (one) {
        case JsonObject object -> other instanceof JsonObject same && members(object, same, below);
        case JsonArray array -> other instanceof JsonArray same && items(array, same, below);
        case JsonString string -> string.equals(other);
        case JsonNumber number -> number.equals(other);
        case JsonBoolean bool -> bool.equals(other);
        case JsonNull nothing -> nothing.equals(other);
      };
    }

    private static boolean members(JsonObject one, JsonObject other, Deque<Pair> below) {
      if (one.size() != other.size()) {
        return false;
      }
      for (Map.Entry<String, Json> member : one.members().entrySet()) {
        Json value = other.members().get(member.getKey());
        if (value == null) {
          return false;
        }
        below.push(new Pair(member.getValue(), value));
      }
      return true;
    }

    private static boolean items(JsonArray one, JsonArray other, Deque<Pair> below) {
      if (one.size() != other.size()) {
        return false;
      }
      for (int i = 0; i < one.size(); i++) {
        below.push(new Pair(one.items().get(i), other.items().get(i)));
      }
      return true;
    }
  }
}
