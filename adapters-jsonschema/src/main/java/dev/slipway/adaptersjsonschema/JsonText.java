package dev.slipway.adaptersjsonschema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.slipway.domain.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the JSON value that a text spells. */
final class JsonText {

  /** How deep a value may nest, as in the body of a request. */
  private static final int MAX_DEPTH = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(2 * Json.JsonNumber.MAX_DIGITS + 4)
                  .build())
          .build();

  private JsonText() {}

  /** The value that the whole of {@code text} spells; empty when it spells none. */
  static Optional<Json> read(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      Json json = value(parser);
      return parser.nextToken() == null ? Optional.of(json) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Json value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        var object = Json.object();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = wellFormed(parser.currentName());
          parser.nextToken();
          object.put(name, value(parser));
        }
        yield object.build();
      }
      case START_ARRAY -> {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield Json.array(items);
      }
      case VALUE_STRING -> Json.string(wellFormed(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          Json.JsonNumber.parse(parser.getText())
              .orElseThrow(() -> new IOException("a number beyond the bounds"));
      case VALUE_TRUE -> Json.bool(true);
      case VALUE_FALSE -> Json.bool(false);
      case VALUE_NULL -> Json.nothing();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("no value");
    };
  }

  /** Section 1 of the contract's foundation refuses these in every request. */
  private static String wellFormed(String text) throws IOException {
    if (text.indexOf(0) >= 0
        || text.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new IOException("a NUL or an unpaired surrogate");
    }
    return text;
  }
}
