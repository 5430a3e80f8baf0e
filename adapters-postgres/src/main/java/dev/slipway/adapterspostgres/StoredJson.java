package dev.slipway.adapterspostgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.slipway.domain.json.Json;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Reads JSON that this module stored: every digit, the order of members, any depth. Its bounds were
 * judged before it was stored, so here are none.
 */
final class StoredJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // By thread, as usual, the buffers would be made anew for every virtual thread.
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** What is open and not closed yet: an object with the name of its next member, or an array. */
  private static final class Open {
    final Json.JsonObject.Builder members = Json.object();
    final List<Json> items = new ArrayList<>();
    String name = "";

    void add(Json value, boolean isMember) {
      if (isMember) {
        members.put(name, value);
      } else {
        items.add(value);
      }
    }
  }

  private StoredJson() {}

  /**
   * The value that a text holds.
   *
   * @param what whose it is, for the message
   * @throws UnreadableDocument when it holds none
   */
  static Json read(String what, String text) {
    return read(what, text, Set.of());
  }

  private static Json read(String what, String text, Set<String> unread) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return read(what, parser, text, unread);
    } catch (JsonProcessingException e) {
      // The parser repeats the text in what it says, and the text may be secret.
      throw new UnreadableDocument(
          what, "it is no JSON at its character " + e.getLocation().getCharOffset());
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreadableDocument(what, "it is no JSON");
    }
  }

  /** As {@link #read}, where the value is an object. */
  static Json.JsonObject object(String what, String text) {
    return object(what, text, Set.of());
  }

  /**
   * As {@link #read}, where the value is an object.
   *
   * @param unread members of these names, wherever they are, are objects that most who read the
   *     document only hand on: they stay text until somebody looks into them
   */
  static Json.JsonObject object(String what, String text, Set<String> unread) {
    if (read(what, text, unread) instanceof Json.JsonObject object) {
      return object;
    }
    throw new UnreadableDocument(what, "it is no object");
  }

  /**
   * The object that a text holds, which is not judged before somebody looks into it.
   *
   * @param what whose it is, for the message of the {@link UnreadableDocument} that is thrown there
   *     when the text holds none
   */
  static Json.JsonObject unread(String what, String text) {
    return Json.written(text, written -> object(what, written));
  }

  private static Json read(String what, JsonParser parser, String text, Set<String> unread)
      throws IOException {
    Deque<Open> open = new ArrayDeque<>();
    while (true) {
      var token = parser.nextToken();
      if (token == null) {
        throw new IOException("it ends too early");
      } else if (token == JsonToken.START_OBJECT && isUnread(parser, unread)) {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        int to = (int) parser.currentTokenLocation().getCharOffset() + 1;
        open.element().add(unread(what, text.substring(from, to)), true);
      } else if (token.isStructStart()) {
        open.push(new Open());
      } else if (token == JsonToken.FIELD_NAME) {
        open.element().name = parser.currentName();
      } else {
        var value = token.isStructEnd() ? closed(open.pop(), token) : scalar(parser, token);
        if (open.isEmpty()) {
          return value;
        }
        open.element().add(value, parser.getParsingContext().inObject());
      }
    }
  }

  private static boolean isUnread(JsonParser parser, Set<String> unread) throws IOException {
    var name = parser.currentName();
    return name != null && unread.contains(name);
  }

  private static Json closed(Open open, JsonToken end) {
    return end == JsonToken.END_OBJECT ? open.members.build() : Json.array(open.items);
  }

  private static Json scalar(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> Json.string(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Json.number(parser.getText());
      case VALUE_TRUE -> Json.bool(true);
      case VALUE_FALSE -> Json.bool(false);
      case VALUE_NULL -> Json.nothing();
      default -> throw new IOException("it holds what is no JSON: " + token);
    };
  }
}
