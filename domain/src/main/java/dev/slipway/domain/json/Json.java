package dev.slipway.domain.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value (RFC 8259), immutable and without a bound on its depth: every method here works with
 * a stack of its own, so a value of any nesting can be written, compared and hashed.
 *
 * <p>Equality is by meaning: objects ignore the order of their members, numbers compare by value.
 * {@code toString} is {@link #toText}.
 */
public sealed interface Json {

  /** A builder of an object, empty at first. */
  static JsonObject.Builder object() {
    return new JsonObject.Builder();
  }

  /**
   * The object that has this compact text. It is read when somebody looks at a member, compares it
   * or the like; {@link #toText} hands the text on as it is, so that a large object which only
   * passes through costs no more than its characters.
   *
   * @param compactText what {@link #toText} of the object gave; it is not judged here
   * @param reader reads that text; may be asked by any thread, and by two at once. What it throws
   *     is thrown by whatever looked at the object
   */
  static JsonObject written(String compactText, Function<String, JsonObject> reader) {
    return new JsonObject(new WrittenMembers(compactText, reader));
  }

  /** An array of {@code items}, in this order. */
  static JsonArray array(Json... items) {
    return new JsonArray(List.of(items));
  }

  /** An array of {@code items}, in this order. */
  static JsonArray array(List<? extends Json> items) {
    return new JsonArray(List.copyOf(items));
  }

  /** A string of these characters. */
  static JsonString string(String value) {
    return new JsonString(value);
  }

  /** A whole number. */
  static JsonNumber number(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /**
   * A number written in these digits.
   *
   * @throws IllegalArgumentException if {@link JsonNumber#parse} refuses them
   */
  static JsonNumber number(String digits) {
    return new JsonNumber(digits);
  }

  /** {@code true} or {@code false}. */
  static JsonBoolean bool(boolean value) {
    return new JsonBoolean(value);
  }

  /** {@code null}. */
  static JsonNull nothing() {
    return JsonNull.INSTANCE;
  }

  /**
   * Compact JSON text, with members in the order and numbers in the digits that they came with.
   *
   * <p>The text is well-formed Unicode whatever the strings hold: an unpaired surrogate is escaped.
   */
  default String toText() {
    return JsonText.compact(this);
  }

  /**
   * The one text of all values that are equal to this one: members sorted by their names' code
   * units, numbers in a normal form. Meant for fingerprints.
   */
  default String canonicalText() {
    return JsonText.canonical(this);
  }

  /** How many bytes {@link #toText} has in UTF-8. */
  default long utf8Length() {
    return JsonText.utf8Length(toText());
  }

  /** How deep the value nests: 0 without any object or array, 1 for an empty one, and so on. */
  default int depth() {
    return JsonTree.depth(this);
  }

  /**
   * A JSON object. It keeps the order of its members and is equal to any object with equal members.
   *
   * @param members the members by name, in the order in which they were written
   */
  record JsonObject(Map<String, Json> members) implements Json {

    public JsonObject {
      members = members instanceof WrittenMembers ? members : Members.of(members);
    }

    /** An object without members. */
    public static JsonObject empty() {
      return new JsonObject(Map.of());
    }

    /**
     * The member {@code name}; empty when there is none. A member that is {@code null} is there.
     */
    public Optional<Json> get(String name) {
      return Optional.ofNullable(members.get(name));
    }

    /** Whether there is a member {@code name}, be it {@code null}. */
    public boolean has(String name) {
      return members.containsKey(name);
    }

    /** How many members there are. */
    public int size() {
      return members.size();
    }

    /** Whether there is no member. */
    public boolean isEmpty() {
      return members.isEmpty();
    }

    /**
     * This object with {@code name} set to {@code value}: in its place when it was there, else
     * last.
     */
    public JsonObject with(String name, Json value) {
      return new Builder(members).put(name, value).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JsonObject object && JsonTree.equal(this, object);
    }

    @Override
    public int hashCode() {
      return JsonTree.hash(this);
    }

    @Override
    public String toString() {
      return toText();
    }

    /** Collects the members of an object. Belongs to one thread. */
    public static final class Builder {
      private final Members.Collector members = new Members.Collector();

      Builder() {}

      Builder(Map<String, Json> members) {
        members.forEach(this.members::put);
      }

      /** Sets {@code name}: in its place when it is there already, else last. */
      public Builder put(String name, Json value) {
        members.put(name, value);
        return this;
      }

      /** Sets {@code name} to a string. */
      public Builder put(String name, String value) {
        return put(name, Json.string(value));
      }

      /** Sets {@code name} to a whole number. */
      public Builder put(String name, long value) {
        return put(name, Json.number(value));
      }

      /** Sets {@code name} to a boolean. */
      public Builder put(String name, boolean value) {
        return put(name, Json.bool(value));
      }

      /** Sets {@code name} to {@code null}. */
      public Builder putNothing(String name) {
        return put(name, Json.nothing());
      }

      /** Sets {@code name} to the string when there is one, else to {@code null}. */
      public Builder putOrNothing(String name, @Nullable String value) {
        return put(name, value == null ? Json.nothing() : Json.string(value));
      }

      /** The object. The builder may go on without changing it. */
      public JsonObject build() {
        return new JsonObject(members.members());
      }
    }
  }

  /**
   * A JSON array.
   *
   * @param items the items in their order
   */
  record JsonArray(List<Json> items) implements Json {

    public JsonArray {
      items = List.copyOf(items);
    }

    /** An array without items. */
    public static JsonArray empty() {
      return new JsonArray(List.of());
    }

    /** How many items there are. */
    public int size() {
      return items.size();
    }

    /** Whether there is no item. */
    public boolean isEmpty() {
      return items.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JsonArray array && JsonTree.equal(this, array);
    }

    @Override
    public int hashCode() {
      return JsonTree.hash(this);
    }

    @Override
    public String toString() {
      return toText();
    }
  }

  /**
   * A JSON string.
   *
   * @param value its characters, unescaped; any UTF-16 code units
   */
  record JsonString(String value) implements Json {

    @Override
    public String toString() {
      return toText();
    }
  }

  /**
   * A JSON number. It keeps the digits that it was written in and is equal to any number of the
   * same value: {@code 100}, {@code 1e2} and {@code 100.0} are one number, and so are {@code 0} and
   * {@code -0}.
   *
   * <p>The value is never expanded and never rounded. Its size is bounded as section 1 of the
   * contract's foundation says: at most {@value #MAX_DIGITS} digits before the exponent, and an
   * exponent from -{@value #MAX_EXPONENT} to {@value #MAX_EXPONENT}, written in at most {@value
   * #MAX_DIGITS} digits.
   *
   * @param digits the text of the number, by the grammar of RFC 8259
   */
  record JsonNumber(String digits) implements Json {

    /** How many digits a number may have before its exponent, and in it. */
    public static final int MAX_DIGITS = 1_000;

    /** How far from 0 an exponent may be. */
    public static final int MAX_EXPONENT = 1_000;

    /** Every number of so many digits is a {@code long}. */
    private static final int LONG_DIGITS = 18;

    public JsonNumber {
      if (!isShort(digits) && Normal.of(digits).isEmpty()) {
        throw new IllegalArgumentException(
            "A JSON number has at most 1,000 digits and an exponent within 1,000");
      }
    }

    /**
     * The number written as {@code text}; empty when that is no JSON number or beyond the bounds.
     */
    public static Optional<JsonNumber> parse(String text) {
      return isShort(text) || Normal.of(text).isPresent()
          ? Optional.of(new JsonNumber(text))
          : Optional.empty();
    }

    /** Whether it is a whole number as most are written, of so few digits that it is a long. */
    private static boolean isShort(String text) {
      int length = text.length();
      if (length == 0 || length > LONG_DIGITS || (text.charAt(0) == '0' && length > 1)) {
        return false;
      }
      return Normal.digitsEnd(text, 0) == length;
    }

    /** The value as a {@code long}; empty when it is no whole number or out of range. */
    public OptionalLong asLong() {
      if (isShort(digits)) {
        return OptionalLong.of(Long.parseLong(digits));
      }
      var normal = normal();
      if (normal.exponent() < 0 || normal.unscaled().length() + normal.exponent() > 19) {
        return OptionalLong.empty();
      }
      var value = normal.value().toBigIntegerExact();
      return value.bitLength() < Long.SIZE
          ? OptionalLong.of(value.longValue())
          : OptionalLong.empty();
    }

    /**
     * The value without trailing zeros: equal numbers give equal answers. Its scale may be
     * negative.
     */
    public BigDecimal toBigDecimal() {
      return normal().value();
    }

    /** The one text of all numbers of this value. */
    String canonicalDigits() {
      return normal().text();
    }

    private Normal normal() {
      return Normal.of(digits).orElseThrow();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof JsonNumber number
          && (digits.equals(number.digits) || normal().equals(number.normal()));
    }

    @Override
    public int hashCode() {
      return normal().hashCode();
    }

    @Override
    public String toString() {
      return digits;
    }

    /**
     * A value as {@code unscaled * 10^exponent}, where {@code unscaled} has neither leading nor
     * trailing zeros, and zero is {@code 0 * 10^0} without a sign.
     */
    private record Normal(boolean negative, String unscaled, int exponent) {

      private static final Normal ZERO = new Normal(false, "0", 0);

      static Optional<Normal> of(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int point = digitsEnd(text, start);
        if (point == start || (text.charAt(start) == '0' && point > start + 1)) {
          return Optional.empty();
        }
        int end = point;
        if (point < text.length() && text.charAt(point) == '.') {
          end = digitsEnd(text, point + 1);
          if (end == point + 1) {
            return Optional.empty();
          }
        }
        int fraction = Math.max(0, end - point - 1);
        if (point - start + fraction > MAX_DIGITS) {
          return Optional.empty();
        }
        String mantissa = text.substring(start, point) + text.substring(end - fraction, end);
        return exponent(text, end).map(exponent -> of(start == 1, mantissa, exponent - fraction));
      }

      private static Normal of(boolean negative, String mantissa, int exponent) {
        int from = 0;
        while (from < mantissa.length() && mantissa.charAt(from) == '0') {
          from++;
        }
        if (from == mantissa.length()) {
          return ZERO;
        }
        int to = mantissa.length();
        while (mantissa.charAt(to - 1) == '0') {
          to--;
        }
        return new Normal(
            negative, mantissa.substring(from, to), exponent + mantissa.length() - to);
      }

      /** What the part of {@code text} from {@code at} on says: 0 when there is none. */
      private static Optional<Integer> exponent(String text, int at) {
        if (at == text.length()) {
          return Optional.of(0);
        }
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
          return Optional.empty();
        }
        boolean signed =
            at + 1 < text.length() && (text.charAt(at + 1) == '+' || text.charAt(at + 1) == '-');
        int start = at + (signed ? 2 : 1);
        if (start == text.length()
            || digitsEnd(text, start) != text.length()
            || text.length() - start > MAX_DIGITS) {
          return Optional.empty();
        }
        int value = 0;
        for (int i = start; i < text.length(); i++) {
          value = value * 10 + (text.charAt(i) - '0');
          if (value > MAX_EXPONENT) {
            return Optional.empty();
          }
        }
        return Optional.of(text.charAt(at + 1) == '-' ? -value : value);
      }

      private static int digitsEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
          at++;
        }
        return at;
      }

      String text() {
        return (negative ? "-" : "") + unscaled + (exponent == 0 ? "" : "e" + exponent);
      }

      BigDecimal value() {
        return new BigDecimal(new BigInteger((negative ? "-" : "") + unscaled), -exponent);
      }
    }
  }

  /**
   * {@code true} or {@code false}.
   *
   * @param value which of them
   */
  record JsonBoolean(boolean value) implements Json {

    @Override
    public String toString() {
      return toText();
    }
  }

  /** {@code null}. All instances are equal. */
  record JsonNull() implements Json {

    static final JsonNull INSTANCE = new JsonNull();

    @Override
    public String toString() {
      return toText();
    }
  }
}
