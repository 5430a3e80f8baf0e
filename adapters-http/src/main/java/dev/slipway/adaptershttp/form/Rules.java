package dev.slipway.adaptershttp.form;

import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonArray;
import dev.slipway.domain.json.Json.JsonBoolean;
import dev.slipway.domain.json.Json.JsonNumber;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.json.Json.JsonString;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of which forms are made. */
public final class Rules {

  private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,1000}");

  private Rules() {}

  /** A string of well-formed Unicode without U+0000, of whatever length. */
  public static Rule<String> text() {
    return value -> {
      if (!(value instanceof JsonString(var text))) {
        return Filled.wrong(Violation.shown(Kind.STRING_TYPE, "Must be a string", value));
      }
      return Unicode.isSound(text) ? Filled.right(text) : Filled.wrong(Unicode.fault());
    };
  }

  /** A string of so many characters. */
  public static Rule<String> text(int least, int most) {
    return text()
        .when(
            text -> length(text) >= least,
            Kind.STRING_TOO_SHORT,
            "Must have at least " + characters(least))
        .when(
            text -> length(text) <= most,
            Kind.STRING_TOO_LONG,
            "Must have at most " + characters(most));
  }

  /** A string of so many characters, without control characters: the name of something. */
  public static Rule<String> name(int least, int most) {
    return text(least, most)
        .when(
            text -> text.codePoints().noneMatch(Character::isISOControl),
            Kind.STRING_PATTERN_MISMATCH,
            "Must not have control characters");
  }

  /** A string of at most so many bytes of UTF-8. */
  public static Rule<String> bytes(int most) {
    return text()
        .when(
            text -> text.getBytes(StandardCharsets.UTF_8).length <= most,
            Kind.STRING_TOO_LONG,
            "Must have at most " + most + " bytes of UTF-8");
  }

  /** A string that is one of the constants' words. */
  public static <E extends Enum<E>> Rule<E> choice(E[] constants, Function<E, String> word) {
    var sentence =
        Stream.of(constants)
            .map(constant -> "'" + word.apply(constant) + "'")
            .collect(Collectors.joining(", ", "Must be one of ", ""));
    return text()
        .parsed(
            Kind.ENUM,
            text ->
                Stream.of(constants)
                    .filter(constant -> word.apply(constant).equals(text))
                    .findFirst()
                    .map(Parsed::valid)
                    .orElseGet(() -> Parsed.invalid(sentence)));
  }

  /** A whole number within bounds, as a number or, as queries have it, spelled by a string. */
  public static Rule<Integer> integer(int least, int most) {
    Rule<BigInteger> whole =
        value -> {
          if (value instanceof JsonNumber number && number.asLong().isPresent()) {
            return Filled.right(BigInteger.valueOf(number.asLong().getAsLong()));
          }
          if (value instanceof JsonString(var text) && DIGITS.matcher(text).matches()) {
            return Filled.right(new BigInteger(text));
          }
          return Filled.wrong(Violation.shown(Kind.INT_PARSING, "Must be a whole number", value));
        };
    return whole
        .when(
            number -> number.compareTo(BigInteger.valueOf(least)) >= 0,
            Kind.GREATER_THAN_EQUAL,
            "Must be at least " + least)
        .when(
            number -> number.compareTo(BigInteger.valueOf(most)) <= 0,
            Kind.LESS_THAN_EQUAL,
            "Must be at most " + most)
        .map(BigInteger::intValueExact);
  }

  /** A boolean, or, as queries have it, {@code true}, {@code false}, {@code 1} or {@code 0}. */
  public static Rule<Boolean> bool() {
    return value -> {
      if (value instanceof JsonBoolean(var bool)) {
        return Filled.right(bool);
      }
      return switch (value instanceof JsonString(var text) ? text : "") {
        case "true", "1" -> Filled.right(true);
        case "false", "0" -> Filled.right(false);
        default ->
            Filled.wrong(Violation.shown(Kind.BOOL_PARSING, "Must be true, false, 1 or 0", value));
      };
    };
  }

  /** A list of at most so many items. */
  public static <T> Rule<List<T>> list(Rule<T> item, int most) {
    return value -> {
      if (!(value instanceof JsonArray(var items))) {
        return Filled.wrong(Violation.shown(Kind.LIST_TYPE, "Must be a list", value));
      }
      if (items.size() > most) {
        return Filled.wrong(
            Violation.withheld(
                Kind.TOO_LONG, "Must have at most " + most + " items, not " + items.size()));
      }
      var faults = new ArrayList<Violation>();
      var right = new ArrayList<T>();
      for (int i = 0; i < items.size(); i++) {
        int index = i;
        switch (item.read(items.get(i))) {
          case Filled.Right<T>(var read) -> right.add(read);
          case Filled.Wrong<T>(var wrong) -> wrong.forEach(fault -> faults.add(fault.under(index)));
        }
      }
      return faults.isEmpty() ? Filled.right(List.copyOf(right)) : new Filled.Wrong<>(faults);
    };
  }

  /** An object of at most so many members, whose keys and values follow rules; in its order. */
  public static <T> Rule<Map<String, T>> map(
      Rule<String> key, Function<String, Rule<T>> rule, int most) {
    return value -> {
      if (!(value instanceof JsonObject object)) {
        return Filled.wrong(Violation.shown(Kind.DICT_TYPE, "Must be an object", value));
      }
      if (object.size() > most) {
        return Filled.wrong(
            Violation.withheld(
                Kind.TOO_LONG, "Must have at most " + most + " keys, not " + object.size()));
      }
      var faults = new ArrayList<Violation>();
      var right = new LinkedHashMap<String, T>();
      object
          .members()
          .forEach(
              (name, member) -> {
                var shown = Unicode.repaired(name);
                if (key.read(Json.string(name)) instanceof Filled.Wrong<String>(var wrong)) {
                  wrong.forEach(fault -> faults.add(fault.under(shown)));
                  return;
                }
                switch (rule.apply(name).read(member)) {
                  case Filled.Right<T>(var read) -> right.put(name, read);
                  case Filled.Wrong<T>(var wrong) ->
                      wrong.forEach(fault -> faults.add(fault.under(shown)));
                }
              });
      return faults.isEmpty() ? Filled.right(right) : new Filled.Wrong<>(faults);
    };
  }

  /** An object that is kept as it is, of well-formed Unicode without U+0000 all through. */
  public static Rule<JsonObject> object() {
    return value -> {
      if (!(value instanceof JsonObject object)) {
        return Filled.wrong(Violation.shown(Kind.DICT_TYPE, "Must be an object", value));
      }
      var faults = Unicode.faults(object);
      return faults.isEmpty() ? Filled.right(object) : new Filled.Wrong<>(faults);
    };
  }

  /** An object that is a form of its own. */
  public static <T> Rule<T> form(Function<Form, Filled<T>> fields) {
    return value ->
        value instanceof JsonObject object
            ? fields.apply(Form.of(object))
            : Filled.wrong(Violation.shown(Kind.DICT_TYPE, "Must be an object", value));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String characters(int count) {
    return count == 1 ? "1 character" : count + " characters";
  }
}
