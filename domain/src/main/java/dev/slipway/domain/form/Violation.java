package dev.slipway.domain.form;

import dev.slipway.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One wrong field of a form: where it is, what kind of wrong, a sentence, and what was given.
 *
 * <p>The place is relative to the form: {@code [Field("metadata"), Field("tags"), Index(3)]}. Which
 * part of a request the form came from (body, query, path, header) is known to the adapter that
 * read it. Implements the validation entries of section 1 of the contract's foundation.
 *
 * @param at the way from the outermost value to the wrong one; empty when the whole is wrong
 * @param kind the word that a program reads
 * @param message the sentence that a person reads; it never repeats a withheld value
 * @param given what was filled in, as far as it may be shown
 */
public record Violation(List<Step> at, Kind kind, String message, Given given) {

  /** One step down into a value. */
  public sealed interface Step {

    /** Into the member {@code name} of an object. */
    record Field(String name) implements Step {}

    /** To the item {@code index} of an array, or the character {@code index} of a text, from 0. */
    record Index(int index) implements Step {}

    /** Into the member {@code name} of an object. */
    static Step field(String name) {
      return new Field(name);
    }

    /** To the item or character {@code index}, from 0. */
    static Step index(int index) {
      return new Index(index);
    }
  }

  /** The vocabulary of wrongness; each constant has the word that stands for it on the wire. */
  public enum Kind {
    /** A required field is absent, or null. */
    MISSING("missing"),
    /** Something else than a string. */
    STRING_TYPE("string_type"),
    /** A string below its least length. */
    STRING_TOO_SHORT("string_too_short"),
    /** A string beyond its greatest length. */
    STRING_TOO_LONG("string_too_long"),
    /** A string outside its grammar, where no word of ours names the grammar. */
    STRING_PATTERN_MISMATCH("string_pattern_mismatch"),
    /** A string with U+0000 or an unpaired surrogate. */
    STRING_UNICODE("string_unicode"),
    /** A text that is no JSON, or JSON beyond the bounds of the wire. */
    JSON_INVALID("json_invalid"),
    /** Something that is no integer. */
    INT_PARSING("int_parsing"),
    /** Something that is no boolean. */
    BOOL_PARSING("bool_parsing"),
    /** A string that is none of the allowed words. */
    ENUM("enum"),
    /** Something else than a list. */
    LIST_TYPE("list_type"),
    /** Something else than an object. */
    DICT_TYPE("dict_type"),
    /** A list or an object with too many entries. */
    TOO_LONG("too_long"),
    /** A number below its least value. */
    GREATER_THAN_EQUAL("greater_than_equal"),
    /** A number beyond its greatest value. */
    LESS_THAN_EQUAL("less_than_equal"),
    /** A string that is no semantic version. */
    SEMVER("semver"),
    /** A string that is no provider name. */
    PROVIDER_NAME("provider_name"),
    /** A string that is no canonical URL of a wheel. */
    WHEEL_URL("wheel_url"),
    /** A value that is no JSON Schema, or one that a JSON Schema refuses. */
    JSON_SCHEMA("json_schema"),
    /** A wheel whose bytes have another digest than the one given. */
    DIGEST_MISMATCH("digest_mismatch"),
    /** A wheel that could not be fetched. */
    WHEEL_UNREACHABLE("wheel_unreachable"),
    /** A wheel beyond the greatest size. */
    WHEEL_TOO_LARGE("wheel_too_large"),
    /** A name that would hide a route. */
    RESERVED_NAME("reserved_name"),
    /** Any other rule that a value of the right form breaks. */
    VALUE_ERROR("value_error");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word on the wire. */
    public String word() {
      return word;
    }
  }

  /** What was filled in, as far as it may be shown to the one who reads the answer. */
  public sealed interface Given {

    /** Never shown: absent, a value of a configuration, a URL with a query, a token. */
    record Withheld() implements Given {}

    /** May be shown; the adapter that shows it cuts it to 100 characters. */
    record Shown(Json value) implements Given {}

    /** Never shown. */
    static Given withheld() {
      return new Withheld();
    }

    /** {@code value}, which may be shown. */
    static Given shown(Json value) {
      return new Shown(value);
    }
  }

  public Violation {
    at = List.copyOf(at);
  }

  /** The required field at the end of {@code path} is absent. */
  public static Violation missing(String... path) {
    return withheld(Kind.MISSING, "Field required", path);
  }

  /**
   * The field at the end of {@code path} is wrong, and what was given is not to be shown; without a
   * path, the whole form is.
   */
  public static Violation withheld(Kind kind, String message, String... path) {
    return new Violation(fields(path), kind, message, Given.withheld());
  }

  /** The field at the end of {@code path} is wrong; {@code given} may be shown. */
  public static Violation shown(Kind kind, String message, Json given, String... path) {
    return new Violation(fields(path), kind, message, Given.shown(given));
  }

  private static List<Step> fields(String... path) {
    return Stream.of(path).map(Step::field).toList();
  }

  /** The same violation seen from outside: its place begins with {@code outer}. */
  public Violation under(Step outer) {
    var place = new ArrayList<Step>(at.size() + 1);
    place.add(outer);
    place.addAll(at);
    return new Violation(place, kind, message, given);
  }

  /** The same violation seen from the object that holds the form as its member {@code name}. */
  public Violation under(String name) {
    return under(Step.field(name));
  }

  /** The same violation seen from the array that holds the form as its item {@code index}. */
  public Violation under(int index) {
    return under(Step.index(index));
  }
}
