package dev.slipway.adaptershttp.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Objects;

/**
 * Reads one JSON value from UTF-8 bytes, with or without a byte order mark (contract/foundation.md
 * section 1, "unreadable bodies" and "numbers").
 *
 * <p>Refused is what is no JSON by RFC 8259, what is not UTF-8, a key that occurs twice in one
 * object, a depth beyond {@value #MAX_DEPTH}, a number beyond the bounds of {@link JsonNumber}, and
 * anything behind the value. Strings are taken as they are, with U+0000 and unpaired surrogates
 * where escapes say so. Thread-safe.
 */
public final class JsonReader {

  /** How deep a value may nest; the outermost object or array is 1. */
  public static final int MAX_DEPTH = 64;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  // Names are neither interned nor kept: they come from strangers, and would stay for ever.
  // The library's own bounds are lifted where ours are judged here.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // By thread, as usual, the buffers would be made anew for every virtual thread.
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** What became of the bytes. */
  public sealed interface Outcome {

    /** They are JSON. */
    record Value(Json json) implements Outcome {}

    /**
     * They are not, or not within the bounds.
     *
     * @param offset the character at which reading stopped, from 0; for bytes that are not UTF-8,
     *     how many characters came before them
     * @param message why, for people; holds nothing of what was sent
     */
    record Unreadable(int offset, String message) implements Outcome {}
  }

  private JsonReader() {}

  /** Reads the one value that {@code bytes} hold. */
  public static Outcome read(byte[] bytes) {
    var text = CharBuffer.allocate(bytes.length);
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult decoded = decoder.decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (decoded.isError()) {
      return new Outcome.Unreadable(text.length(), "The text is not UTF-8");
    }
    int start = text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    return read(text.array(), start, text.length() - start);
  }

  private static Outcome read(char[] text, int start, int length) {
    try (JsonParser parser = FACTORY.createParser(text, start, length)) {
      try {
        if (parser.nextToken() == null) {
          return new Outcome.Unreadable(start, "The text is empty");
        }
        Json json = value(parser, 0);
        return parser.nextToken() == null
            ? new Outcome.Value(json)
            : new Outcome.Unreadable(
                start + offset(parser), "There is something behind the JSON value");
      } catch (OutOfBounds e) {
        return new Outcome.Unreadable(start + offset(parser), e.getMessage());
      } catch (JsonProcessingException e) {
        return new Outcome.Unreadable(start + offset(parser, e), message(e));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Reading JSON from memory failed", e);
    }
  }

  private static Json value(JsonParser parser, int depth) throws IOException, OutOfBounds {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, deeper(depth));
      case START_ARRAY -> array(parser, deeper(depth));
      case VALUE_STRING -> Json.string(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> Json.bool(true);
      case VALUE_FALSE -> Json.bool(false);
      case VALUE_NULL -> Json.nothing();
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException(
              "A JSON value cannot begin with " + parser.currentToken());
    };
  }

  private static int deeper(int depth) throws OutOfBounds {
    if (depth == MAX_DEPTH) {
      throw new OutOfBounds("The value nests deeper than " + MAX_DEPTH);
    }
    return depth + 1;
  }

  private static Json object(JsonParser parser, int depth) throws IOException, OutOfBounds {
    var members = Json.object();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser, depth));
    }
    return members.build();
  }

  private static Json array(JsonParser parser, int depth) throws IOException, OutOfBounds {
    var items = new ArrayList<Json>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, depth));
    }
    return Json.array(items);
  }

  private static Json number(String digits) throws OutOfBounds {
    var number = JsonNumber.parse(digits);
    if (number.isEmpty()) {
      throw new OutOfBounds(
          "A number has at most 1,000 digits and an exponent from -1,000 to 1,000");
    }
    return number.get();
  }

  private static int offset(JsonParser parser) {
    return Math.max(0, (int) parser.currentTokenLocation().getCharOffset());
  }

  private static int offset(JsonParser parser, JsonProcessingException e) {
    var location = e.getLocation();
    long offset = location == null ? -1 : location.getCharOffset();
    return offset < 0 ? offset(parser) : (int) offset;
  }

  /** The library's own message may hold what was sent; ours does not. */
  private static String message(JsonProcessingException e) {
    String original = e.getOriginalMessage();
    return original != null && original.startsWith("Duplicate field")
        ? "A key occurs twice in one object"
        : "The text is not JSON";
  }

  /** JSON, but beyond a bound of ours. */
  private static final class OutOfBounds extends Exception {
    private static final long serialVersionUID = 1L;

    OutOfBounds(String message) {
      super(message, null, false, false);
    }

    @Override
    public String getMessage() {
      return Objects.requireNonNull(super.getMessage());
    }
  }
}
