package dev.slipway.domain.form;

import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonArray;
import dev.slipway.domain.json.Json.JsonNull;
import dev.slipway.domain.json.Json.JsonNumber;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.json.Json.JsonString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads one object of a body that may have no member but the known ones, and gathers everything
 * that is wrong with it in the order in which its fields are asked for; unknown members come last.
 *
 * <p>An answer is empty where the field is absent or wrong; what is wrong ends up in the {@link
 * Read} of the whole. Belongs to one thread. Implements the conventions of section 2 of the
 * contract's page on packages.
 */
public final class ClosedForm {

  /** At most so many findings are told of one body. */
  public static final int MAX_FINDINGS = 100;

  private final JsonObject object;
  private final List<String> at;
  private final List<Finding> findings;
  private final Set<String> known = new HashSet<>();

  private ClosedForm(JsonObject object, List<String> at, List<Finding> findings) {
    this.object = object;
    this.at = at;
    this.findings = findings;
  }

  /**
   * Reads a whole body.
   *
   * @param body what came; null where nothing came
   * @param at where it is in the request
   * @param fields reads the fields; empty when any that is needed is wrong
   * @param <T> what the body should say
   */
  public static <T> Read<T> read(
      Json body, List<String> at, Function<ClosedForm, Optional<T>> fields) {
    if (!(body instanceof JsonObject object)) {
      return new Read.Invalid<>(
          List.of(
              body instanceof JsonNull
                  ? Finding.at(at, Reason.REQUIRED, "A JSON object is required")
                  : Finding.at(at, Reason.INVALID, "Must be a JSON object")));
    }
    var form = new ClosedForm(object, at, new ArrayList<>());
    var said = fields.apply(form);
    form.close();
    return said.isPresent() && form.findings.isEmpty()
        ? new Read.Valid<>(said.get())
        : new Read.Invalid<>(form.findings.stream().limit(MAX_FINDINGS).toList());
  }

  /** Where a field is. */
  public List<String> place(String name) {
    return Finding.within(at, name);
  }

  /** Adds something that is wrong. */
  public void wrong(Finding finding) {
    findings.add(finding);
  }

  /** Adds something that is wrong with a field. */
  public void wrong(String name, Reason reason, String message) {
    findings.add(Finding.at(place(name), reason, message));
  }

  /** A field that must be there, null or not. */
  public Optional<Json> required(String name) {
    var given = optional(name);
    if (given.isEmpty()) {
      wrong(name, Reason.REQUIRED, "Field required");
    }
    return given;
  }

  /** A field that may be absent. */
  public Optional<Json> optional(String name) {
    known.add(name);
    return object.get(name);
  }

  /** The text of a field that must be there. */
  public Optional<String> requiredText(String name, int min, int max) {
    return required(name).flatMap(given -> text(place(name), given, min, max));
  }

  /** The text of a field that may be absent, and may not be null. */
  public Optional<String> optionalText(String name, int min, int max) {
    return optional(name).flatMap(given -> text(place(name), given, min, max));
  }

  /** The text of a field that may be absent or null, which is the same. */
  public Optional<String> nullableText(String name, int min, int max) {
    return optional(name)
        .filter(given -> !(given instanceof JsonNull))
        .flatMap(given -> text(place(name), given, min, max));
  }

  /** The whole number of a field that may be absent or null, which is the same; not negative. */
  public Optional<Long> nullableNumber(String name) {
    var given = optional(name).filter(value -> !(value instanceof JsonNull));
    if (given.isEmpty()) {
      return Optional.empty();
    }
    var whole =
        given.get() instanceof JsonNumber number
            ? number.asLong().stream().boxed().findFirst().filter(value -> value >= 0)
            : Optional.<Long>empty();
    if (whole.isEmpty()) {
      wrong(name, Reason.INVALID, "Must be a whole number, 0 or more, or null");
    }
    return whole;
  }

  /** What a grammar makes of a text; what it refuses is a finding. */
  public <T> Optional<T> parsed(
      String name, Optional<String> text, Reason reason, Function<String, Parsed<T>> grammar) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (grammar.apply(text.get())) {
      case Parsed.Valid<T>(var value) -> Optional.of(value);
      case Parsed.Invalid<T>(var why) -> {
        wrong(name, reason, why);
        yield Optional.empty();
      }
    };
  }

  /** The text that a value is, which has so many characters; else a finding at a place. */
  public Optional<String> text(List<String> place, Json given, int min, int max) {
    if (!(given instanceof JsonString(var text))) {
      findings.add(Finding.at(place, Reason.INVALID, "Must be a text"));
      return Optional.empty();
    }
    if (!isUnicode(text)) {
      findings.add(
          Finding.at(
              place, Reason.INVALID, "Must not hold U+0000 or half of a surrogate pair alone"));
      return Optional.empty();
    }
    int length = text.codePointCount(0, text.length());
    if (length < min || length > max) {
      findings.add(
          Finding.at(place, Reason.INVALID, "Must have " + min + " to " + max + " characters"));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** Whether every text in a value, names too, is what every store can keep. */
  public static boolean isUnicode(Json value) {
    // A stack of its own, as a value may be of any depth.
    Deque<Json> open = new ArrayDeque<>();
    open.push(value);
    while (!open.isEmpty()) {
      boolean kept =
          switch (open.pop()) {
            case JsonString(var text) -> isUnicode(text);
            case JsonArray(var items) -> {
              items.forEach(open::push);
              yield true;
            }
            case JsonObject(var members) -> {
              members.values().forEach(open::push);
              yield members.keySet().stream().allMatch(ClosedForm::isUnicode);
            }
            case JsonNumber number -> true;
            case Json.JsonBoolean bool -> true;
            case JsonNull nothing -> true;
          };
      if (!kept) {
        return false;
      }
    }
    return true;
  }

  /** What every store can keep. */
  private static boolean isUnicode(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  /**
   * The texts of a list.
   *
   * @param place where it is
   * @return the texts when each of them, and their number, is right
   */
  public Optional<List<String>> texts(
      List<String> place, Json given, int minItems, int maxItems, int maxLength) {
    if (!(given instanceof JsonArray array)) {
      findings.add(Finding.at(place, Reason.INVALID, "Must be a list of texts"));
      return Optional.empty();
    }
    if (array.size() < minItems || array.size() > maxItems) {
      findings.add(
          Finding.at(
              place, Reason.INVALID, "Must have " + minItems + " to " + maxItems + " items"));
      return Optional.empty();
    }
    int foundBefore = findings.size();
    var texts = new ArrayList<String>();
    for (int i = 0; i < array.size(); i++) {
      var item = Finding.within(place, Integer.toString(i));
      text(item, array.items().get(i), 1, maxLength)
          .ifPresent(
              text -> {
                if (texts.contains(text)) {
                  findings.add(Finding.at(item, Reason.INVALID, "Must not be there twice"));
                }
                texts.add(text);
              });
    }
    return findings.size() == foundBefore ? Optional.of(List.copyOf(texts)) : Optional.empty();
  }

  /** The object of a field that must be there, as a form whose findings are this form's too. */
  public Optional<ClosedForm> requiredForm(String name) {
    return required(name).flatMap(given -> form(name, given));
  }

  /** The object of a field that may be absent, as a form whose findings are this form's too. */
  public Optional<ClosedForm> optionalForm(String name) {
    return optional(name).flatMap(given -> form(name, given));
  }

  private Optional<ClosedForm> form(String name, Json given) {
    if (given instanceof JsonObject inner) {
      return Optional.of(new ClosedForm(inner, place(name), findings));
    }
    wrong(name, Reason.INVALID, "Must be a JSON object");
    return Optional.empty();
  }

  /**
   * Ends a form inside another: every member that was not asked for is a finding. The outermost one
   * ends by itself.
   */
  public void close() {
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        wrong(name, Reason.UNKNOWN_FIELD, "Unknown field");
      }
    }
  }
}
