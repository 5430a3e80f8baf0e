package dev.slipway.domain.installform;

import dev.slipway.domain.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One field of a form (contract/packages.md section 6).
 *
 * @param pointer where its value belongs, as a JSON Pointer; {@code -} stands for an item of a list
 *     and {@code *} for a value of a map; empty text is all values
 * @param name the member's name; {@code -} or {@code *} for items
 * @param label what people call it
 * @param help a text that explains it
 * @param widget what it is filled in with
 * @param required whether it must be answered because nothing is filled in beforehand
 * @param nullable whether {@code null} is an answer
 * @param dynamic whether the field, or what it allows, depends on other values in a way that only
 *     the server can tell: ask again with values
 * @param sensitive whether its value is never shown
 * @param initial the usable default; empty when there is none, or it is not told
 * @param placeholder a hint for an empty box
 * @param constraints the keywords of the schema that bound the value, as they are written
 * @param range bounds and step of a number
 * @param choices what can be chosen; empty when it is not a choice
 * @param fields those of an object
 * @param items what an item of a list, or a value of a map, is
 * @param when it is asked for only if all of these hold; none is always
 * @param requiredWhen it must be answered too if there are any of these and all hold
 */
public record FormField(
    String pointer,
    String name,
    String label,
    Optional<String> help,
    Widget widget,
    boolean required,
    boolean nullable,
    boolean dynamic,
    boolean sensitive,
    Optional<Json> initial,
    Optional<String> placeholder,
    Json.JsonObject constraints,
    Optional<Range> range,
    List<Choice> choices,
    List<FormField> fields,
    Optional<FormField> items,
    List<FieldCondition> when,
    List<FieldCondition> requiredWhen) {

  public FormField {
    choices = List.copyOf(choices);
    fields = List.copyOf(fields);
    when = List.copyOf(when);
    requiredWhen = List.copyOf(requiredWhen);
  }

  /**
   * Bounds of a number, both included.
   *
   * @param min the least
   * @param max the greatest
   * @param step between two allowed ones
   */
  public record Range(
      Optional<BigDecimal> min, Optional<BigDecimal> max, Optional<BigDecimal> step) {

    /** Whether it says nothing. */
    boolean isOpen() {
      return min.isEmpty() && max.isEmpty() && step.isEmpty();
    }
  }

  /**
   * Something that can be chosen.
   *
   * @param value what is filled in
   * @param title what people call it
   * @param help a text that explains it
   */
  public record Choice(Json value, String title, Optional<String> help) {}
}
