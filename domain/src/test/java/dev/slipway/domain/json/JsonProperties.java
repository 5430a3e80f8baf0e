package dev.slipway.domain.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.json.Json.JsonArray;
import dev.slipway.domain.json.Json.JsonNumber;
import dev.slipway.domain.json.Json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The laws of JSON values. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class JsonProperties {

  private static final List<Json> SCALARS =
      List.of(
          Json.string(""),
          Json.string("a"),
          Json.string("b"),
          Json.number("0"),
          Json.number("-0"),
          Json.number("1.0"),
          Json.number("1e1"),
          Json.bool(true),
          Json.bool(false),
          Json.nothing());

  @Property
  void the_text_reads_back_as_the_same_value_with_the_same_order_and_digits(
      @ForAll("values") Json json) {
    var read = JsonReader.read(json.toText());

    assertThat(read).isEqualTo(json);
    assertThat(read.toText()).isEqualTo(json.toText());
  }

  @Property
  void an_object_known_by_its_text_is_like_any_other(@ForAll("values") Json json) {
    var object = Json.object().put("before", json).put("a", 1).put("behind", json).build();
    var written = Json.written(object.toText(), text -> (JsonObject) JsonReader.read(text));

    assertThat(written).isEqualTo(object).hasSameHashCodeAs(object);
    assertThat(object).isEqualTo(written);
    assertThat(written.toText()).isEqualTo(object.toText());
    assertThat(written.canonicalText()).isEqualTo(object.canonicalText());
    assertThat(written.depth()).isEqualTo(object.depth());
    assertThat(written.utf8Length()).isEqualTo(object.utf8Length());
    assertThat(written.size()).isEqualTo(object.size());
    assertThat(written.get("behind")).contains(json);
    assertThat(written.has("beyond")).isFalse();
    assertThat(written.with("a", json).toText()).isEqualTo(object.with("a", json).toText());
    assertThat(List.copyOf(written.members().keySet()))
        .isEqualTo(List.copyOf(object.members().keySet()));
  }

  @Example
  void an_object_known_by_its_text_is_handed_on_unread_and_read_once() {
    var read = new ArrayList<String>();
    var written =
        Json.written(
            "{\"a\":1}",
            text -> {
              read.add(text);
              return (JsonObject) JsonReader.read(text);
            });

    assertThat(Json.array(Json.object().put("inner", written).build()).toText())
        .isEqualTo("[{\"inner\":{\"a\":1}}]");
    assertThat(read).isEmpty();
    assertThat(written.get("a")).contains(Json.number(1));
    assertThat(written.get("b")).isEmpty();
    assertThat(read).containsExactly("{\"a\":1}");
  }

  @Property
  void the_canonical_text_reads_back_as_an_equal_value(@ForAll("values") Json json) {
    var read = JsonReader.read(json.canonicalText());

    assertThat(read).isEqualTo(json).hasSameHashCodeAs(json);
    assertThat(read.canonicalText()).isEqualTo(json.canonicalText());
  }

  @Property
  void the_length_is_that_of_the_text_in_utf_8(@ForAll("values") Json json) {
    byte[] bytes = json.toText().getBytes(StandardCharsets.UTF_8);

    assertThat(json.utf8Length()).isEqualTo(bytes.length);
    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(json.toText());
  }

  @Property(tries = 5_000)
  void values_are_equal_exactly_when_their_canonical_texts_are(
      @ForAll("smallValues") Json one, @ForAll Random random) {
    var other = changed(one, random);

    assertThat(one.equals(other)).isEqualTo(one.canonicalText().equals(other.canonicalText()));
    assertThat(other.equals(one)).isEqualTo(one.equals(other));
    assertThat(!one.equals(other) || one.hashCode() == other.hashCode()).isTrue();
  }

  @Property
  void another_order_of_members_and_other_spellings_of_numbers_change_nothing(
      @ForAll("values") Json json, @ForAll Random random) {
    var respelled = respelled(json, random);

    assertThat(respelled).isEqualTo(json).hasSameHashCodeAs(json);
    assertThat(respelled.canonicalText()).isEqualTo(json.canonicalText());
  }

  @Property(tries = 5_000)
  void numbers_are_equal_exactly_when_their_decimals_are(
      @ForAll("numbers") JsonNumber one, @ForAll("numbers") JsonNumber other) {
    var left = new BigDecimal(one.digits());
    var right = new BigDecimal(other.digits());

    boolean same = left.compareTo(right) == 0;

    assertThat(one.equals(other)).isEqualTo(same);
    assertThat(one.canonicalText().equals(other.canonicalText())).isEqualTo(same);
    assertThat(!same || one.hashCode() == other.hashCode()).isTrue();
  }

  @Property
  void a_number_is_worth_its_decimal(@ForAll("numbers") JsonNumber number) {
    var decimal = new BigDecimal(number.digits());

    assertThat(number.toBigDecimal()).isEqualByComparingTo(decimal);
    assertThat(number.asLong().isPresent()).isEqualTo(isLong(decimal));
    number
        .asLong()
        .ifPresent(value -> assertThat(decimal).isEqualByComparingTo(BigDecimal.valueOf(value)));
  }

  @Property(tries = 5_000)
  void what_is_a_number_is_said_by_the_grammar(@ForAll("nearlyNumbers") String text) {
    assertThat(JsonNumber.parse(text).isPresent())
        .isEqualTo(text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?"));
  }

  private static boolean isLong(BigDecimal decimal) {
    return decimal.stripTrailingZeros().scale() <= 0
        && decimal.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
        && decimal.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
  }

  private static Json respelled(Json json, Random random) {
    return switch (json) {
      case JsonObject object -> {
        List<Map.Entry<String, Json>> members = new ArrayList<>(object.members().entrySet());
        Collections.shuffle(members, random);
        var builder = Json.object();
        members.forEach(
            member -> builder.put(member.getKey(), respelled(member.getValue(), random)));
        yield builder.build();
      }
      case JsonArray array ->
          Json.array(array.items().stream().map(item -> respelled(item, random)).toList());
      case JsonNumber number -> {
        var decimal = new BigDecimal(number.digits());
        yield Json.number(
            random.nextBoolean()
                ? decimal.toPlainString()
                : decimal.unscaledValue() + "E" + -decimal.scale());
      }
      case Json.JsonString string -> Json.string(string.value());
      case Json.JsonBoolean bool -> Json.bool(bool.value());
      case Json.JsonNull nothing -> new Json.JsonNull();
    };
  }

  /** The same value, or nearly so: each scalar in it may have become another. */
  private static Json changed(Json json, Random random) {
    return switch (respelled(json, random)) {
      case JsonObject object -> {
        var builder = Json.object();
        object.members().forEach((name, value) -> builder.put(name, changed(value, random)));
        yield builder.build();
      }
      case JsonArray array ->
          Json.array(array.items().stream().map(item -> changed(item, random)).toList());
      case Json scalar ->
          random.nextInt(4) > 0 ? scalar : SCALARS.get(random.nextInt(SCALARS.size()));
    };
  }

  @Provide
  Arbitrary<Json> values() {
    var strings =
        Arbitraries.strings()
            .withChars("ab\"\\/\b\n\u0000\u001f\u007f é€\u2028\ud83d\ude00\uffff")
            .ofMaxLength(6);
    return trees(strings, numbers(), 4);
  }

  @Provide
  Arbitrary<Json> smallValues() {
    return trees(
        Arbitraries.of("", "a", "b"),
        Arbitraries.of("0", "-0", "1", "1.0", "10", "1e1").map(Json::number),
        2);
  }

  private static Arbitrary<Json> trees(
      Arbitrary<String> strings, Arbitrary<JsonNumber> numbers, int depth) {
    Arbitrary<Json> leaves =
        Arbitraries.oneOf(
            strings.map(Json::string),
            numbers.map(number -> number),
            Arbitraries.of(Json.bool(true), Json.bool(false), Json.nothing()));
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<Json> inner = Arbitraries.lazy(() -> trees(strings, numbers, depth - 1));
    Arbitrary<Json> arrays = inner.list().ofMaxSize(3).map(Json::array);
    Arbitrary<Json> objects = Arbitraries.maps(strings, inner).ofMaxSize(3).map(JsonObject::new);
    return Arbitraries.frequencyOf(Tuple.of(2, leaves), Tuple.of(1, arrays), Tuple.of(2, objects));
  }

  @Provide
  Arbitrary<JsonNumber> numbers() {
    var signs = Arbitraries.of("", "", "-");
    var whole =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of("0", "1", "10", "100", "12", "9223372036854775807")),
            Tuple.of(1, Arbitraries.bigIntegers().map(value -> value.abs().toString())));
    var fractions =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of("", "", ".0", ".00", ".5", ".50", ".01")),
            Tuple.of(
                1,
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(30).map(d -> "." + d)));
    var exponents =
        Arbitraries.of("", "", "", "e0", "e1", "E+1", "e-1", "e-2", "E002", "e-19", "e18", "e30");
    return Combinators.combine(signs, whole, fractions, exponents)
        .as((sign, digits, fraction, exponent) -> Json.number(sign + digits + fraction + exponent));
  }

  @Provide
  Arbitrary<String> nearlyNumbers() {
    return Arbitraries.strings()
        .withChars("001.-+eE5")
        .ofMaxLength(9)
        .filter(text -> !text.matches(".*[eE].?[0-9]{4,}.*"));
  }
}
