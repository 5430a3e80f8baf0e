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
    var multiple = numbers(shape, "multipleOf").map(Json.JsonNumber::toBigDecimal).findFirst();
    // What lies between two allowed numbers, where that is known: a bound that is not included
    // is told as the allowed number next to it.
    var between = whole ? Optional.of(BigDecimal.ONE) : multiple;
    var least =
        Stream.concat(
                strictest(shape, "minimum").stream()
                    .map(Bounds::decimal)
                    .map(bound -> whole ? bound.setScale(0, RoundingMode.CEILING) : bound),
                strictest(shape, "exclusiveMinimum").stream()
                    .flatMap(bound -> between.map(step -> after(decimal(bound), step)).stream()))
            .reduce(BigDecimal::max)
            .or(() -> hint(shape, "min"));
    var most =
        Stream.concat(
                strictest(shape, "maximum").stream()
                    .map(Bounds::decimal)
                    .map(bound -> whole ? bound.setScale(0, RoundingMode.FLOOR) : bound),
                strictest(shape, "exclusiveMaximum").stream()
                    .flatMap(bound -> between.map(step -> before(decimal(bound), step)).stream()))
            .reduce(BigDecimal::min)
            .or(() -> hint(shape, "max"));
    var range = new Range(least, most, multiple.or(() -> hint(shape, "step")));
    return Optional.of(range).filter(bounds -> !bounds.isOpen());
  }

  private static Optional<BigDecimal> hint(Shape shape, String hint) {
    return Hints.number(shape, hint).map(Json.JsonNumber::toBigDecimal);
  }

  private static BigDecimal decimal(Json number) {
    return ((Json.JsonNumber) number).toBigDecimal();
  }

  /** The least multiple of a step that is more than a bound. */
  private static BigDecimal after(BigDecimal bound, BigDecimal step) {
    return bound.divide(step, 0, RoundingMode.FLOOR).add(BigDecimal.ONE).multiply(step);
  }

  /** The greatest multiple of a step that is less than a bound. */
  private static BigDecimal before(BigDecimal bound, BigDecimal step) {
    return bound.divide(step, 0, RoundingMode.CEILING).subtract(BigDecimal.ONE).multiply(step);
  }
}
