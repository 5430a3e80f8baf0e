package dev.slipway.adaptershttp.form;

import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Given;
import dev.slipway.domain.json.Json;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What one value must be. Places in the faults are relative to the value.
 *
 * @param <T> what a right value means
 */
@FunctionalInterface
public interface Rule<T> {

  /** Judges a value. */
  Filled<T> read(Json value);

  /** Afterwards {@code parse} must accept it too. */
  default <R> Rule<R> parsed(Violation.Kind kind, Function<? super T, Parsed<R>> parse) {
    return value ->
        read(value)
            .then(
                read ->
                    switch (parse.apply(read)) {
                      case Parsed.Valid<R>(var meant) -> Filled.right(meant);
                      case Parsed.Invalid<R>(var reason) ->
                          Filled.wrong(Violation.shown(kind, reason, value));
                    });
  }

  /** Afterwards {@code allowed} must hold. */
  default Rule<T> when(Predicate<? super T> allowed, Violation.Kind kind, String otherwise) {
    return parsed(
        kind, read -> allowed.test(read) ? Parsed.valid(read) : Parsed.invalid(otherwise));
  }

  /** Afterwards {@code next} judges what a right value means. */
  default <R> Rule<R> andThen(Function<? super T, Filled<R>> next) {
    return value -> read(value).then(next);
  }

  /** The same about what {@code change} makes of a right value. */
  default <R> Rule<R> map(Function<? super T, ? extends R> change) {
    return value -> read(value).map(change);
  }

  /** The same, but faults never show what was given where {@code secret} holds. */
  default Rule<T> withheldWhen(Predicate<? super Json> secret) {
    return value ->
        switch (read(value)) {
          case Filled.Right<T> right -> right;
          case Filled.Wrong<T>(var faults) ->
              new Filled.Wrong<>(secret.test(value) ? withheld(faults) : faults);
        };
  }

  /** The same, but faults never show what was given. */
  default Rule<T> withheld() {
    return withheldWhen(value -> true);
  }

  private static List<Violation> withheld(List<Violation> faults) {
    return faults.stream()
        .map(fault -> new Violation(fault.at(), fault.kind(), fault.message(), Given.withheld()))
        .toList();
  }
}
