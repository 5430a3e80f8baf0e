package dev.slipway.adaptershttp.form;

import dev.slipway.domain.form.Violation;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonNull;
import dev.slipway.domain.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An object that a stranger sent. Its fields are read in the order in which faults are to be named;
 * {@link #filled} comes last.
 *
 * <p>An absent field and {@code null} are the same. Fields that nobody reads are ignored, but their
 * text must be sound all the same. Belongs to one thread.
 */
public final class Form {

  private final JsonObject object;
  private final Set<String> read = new HashSet<>();
  private final List<Violation> faults = new ArrayList<>();

  private Form(JsonObject object) {
    this.object = object;
  }

  /** The form that an object holds. */
  public static Form of(JsonObject object) {
    return new Form(object);
  }

  /** A field that must be there. */
  public <T> Field<T> required(String name, Rule<T> rule) {
    var given = given(name);
    if (given.isEmpty()) {
      faults.add(Violation.missing(name));
      return new Field<>(Optional.empty());
    }
    return judged(name, rule.read(given.get()));
  }

  /** A field that may be absent. */
  public <T> Field<Optional<T>> optional(String name, Rule<T> rule) {
    return given(name)
        .map(given -> judged(name, rule.read(given).map(Optional::of)))
        .orElseGet(() -> new Field<>(Optional.of(Optional.empty())));
  }

  /** A field that means something else when it is absent. */
  public <T> Field<T> optional(String name, Rule<T> rule, T otherwise) {
    return given(name)
        .map(given -> judged(name, rule.read(given)))
        .orElseGet(() -> new Field<>(Optional.of(otherwise)));
  }

  /** Whether a field is there and not null; reads nothing. */
  public boolean has(String name) {
    return object.get(name).filter(given -> !(given instanceof JsonNull)).isPresent();
  }

  /** Adds what somebody else found wrong, at places relative to the form. */
  public void add(List<Violation> more) {
    faults.addAll(more);
  }

  /** What the form means, made of its fields; or everything that is wrong. */
  public <T> Filled<T> filled(Supplier<T> fields) {
    object
        .members()
        .forEach(
            (name, value) -> {
              if (!read.contains(name)) {
                faults.addAll(Unicode.faults(JsonObject.empty().with(name, value)));
              }
            });
    return faults.isEmpty() ? Filled.right(fields.get()) : new Filled.Wrong<>(faults);
  }

  private Optional<Json> given(String name) {
    read.add(name);
    return object.get(name).filter(given -> !(given instanceof JsonNull));
  }

  private <T> Field<T> judged(String name, Filled<T> filled) {
    return switch (filled) {
      case Filled.Right<T>(var value) -> new Field<>(Optional.of(value));
      case Filled.Wrong<T>(var wrong) -> {
        wrong.forEach(fault -> faults.add(fault.under(name)));
        yield new Field<>(Optional.empty());
      }
    };
  }
}
