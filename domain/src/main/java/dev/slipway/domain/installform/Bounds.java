package dev.slipway.domain.installform;

import dev.slipway.domain.installform.FormField.Range;
import dev.slipway.domain.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What bounds a value: keywords of the schema, and the range that follows from them. */
final class Bounds {

  /** Keywords of which the higher value is the stricter one. */
  static final Set<String> LEAST =
      Set.of(
          "minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties", "minContains");

  /** Keywords of which the lower value is the stricter one. */
  static final Set<String> MOST =
      Set.of(
          "maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties", "maxContains");

  /** In the order in which a plan tells them. */
  private static final List<String> KEYWORDS =
      List.of(
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "contentEncoding",
          "contentMediaType",
          "minimum",
          "exclusiveMinimum",
          "maximum",
          "exclusiveMaximum",
          "multipleOf",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minContains",
          "maxContains",
          "minProperties",
          "maxProperties");

  private Bounds() {}

  /** The keywords as they are written; of two bounds the stricter one. */
  static Json.JsonObject constraints(Shape shape) {
    var constraints = Json.object();
    for (String keyword : KEYWORDS) {
      (LEAST.contains(keyword) || MOST.contains(keyword)
              ? strictest(shape, keyword)
              : shape.first(keyword, Optional::of))
          .ifPresent(value -> constraints.put(keyword, value));
    }
    return constraints.build();
  }

  private static Optional<Json> strictest(Shape shape, String keyword) {
    return number(shape, keyword).map(number -> number);
  }

  /** The strictest bound that a keyword sets. */
  static Optional<Json.JsonNumber> number(Shape shape, String keyword) {
    return numbers(shape, keyword)
        .reduce(
            (one, other) -> {
              int order = one.toBigDecimal().compareTo(other.toBigDecimal());
              return (LEAST.contains(keyword) ? order >= 0 : order <= 0) ? one : other;
            });
  }

  private static Stream<Json.JsonNumber> numbers(Shape shape, String keyword) {
    return shape.parts().stream().flatMap(part -> Keywords.number(part.schema(), keyword).stream());
  }

  /** The bounds of a number; those of {@code x-ui} count where the schema has none. */
  static Optional<Range> range(Shape shape) {
    boolean whole = shape.types().equals(Set.of("integer"));
    var least =
        Stream.concat(
                strictest(shape, "minimum").stream().map(Bounds::decimal),
                strictest(shape, "exclusiveMinimum").stream()
                    .filter(bound -> whole)
                    .map(bound -> after(decimal(bound))))
            .reduce(BigDecimal::max)
            .or(() -> hint(shape, "min"));
    var most =
        Stream.concat(
                strictest(shape, "maximum").stream().map(Bounds::decimal),
                strictest(shape, "exclusiveMaximum").stream()
                    .filter(bound -> whole)
                    .map(bound -> before(decimal(bound))))
            .reduce(BigDecimal::min)
            .or(() -> hint(shape, "max"));
    var step =
        numbers(shape, "multipleOf")
            .map(Json.JsonNumber::toBigDecimal)
            .findFirst()
            .or(() -> hint(shape, "step"));
    return Optional.of(new Range(least, most, step)).filter(range -> !range.isOpen());
  }

  private static Optional<BigDecimal> hint(Shape shape, String hint) {
    return Hints.number(shape, hint).map(Json.JsonNumber::toBigDecimal);
  }

  private static BigDecimal decimal(Json number) {
    return ((Json.JsonNumber) number).toBigDecimal();
  }

  private static BigDecimal after(BigDecimal bound) {
    return bound.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE);
  }

  private static BigDecimal before(BigDecimal bound) {
    return bound.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE);
  }
}
