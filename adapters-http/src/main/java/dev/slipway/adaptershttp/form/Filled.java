package dev.slipway.adaptershttp.form;

import dev.slipway.domain.form.Violation;
import java.util.List;
import java.util.function.Function;

/**
 * What became of something that a stranger filled in.
 *
 * @param <T> what it should have been
 */
public sealed interface Filled<T> {

  /** It is right, and means {@code value}. */
  record Right<T>(T value) implements Filled<T> {}

  /**
   * It is wrong in these places, in the order of the fields; at least one, at most {@value
   * #MOST_FAULTS}.
   */
  record Wrong<T>(List<Violation> faults) implements Filled<T> {
    public Wrong {
      faults = faults.stream().limit(MOST_FAULTS).toList();
    }

    /** The same faults about something else. */
    public <R> Wrong<R> about() {
      return new Wrong<>(faults);
    }
  }

  /** An answer names at most so many faults. */
  int MOST_FAULTS = 100;

  /** It is right. */
  static <T> Filled<T> right(T value) {
    return new Right<>(value);
  }

  /** It is wrong in one place. */
  static <T> Filled<T> wrong(Violation fault) {
    return new Wrong<>(List.of(fault));
  }

  /** The same about what {@code change} makes of the value. */
  default <R> Filled<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Right<T>(var value) -> right(change.apply(value));
      case Wrong<T> wrong -> wrong.about();
    };
  }

  /** What {@code next} makes of the value, which it may refuse in turn. */
  default <R> Filled<R> then(Function<? super T, Filled<R>> next) {
    return switch (this) {
      case Right<T>(var value) -> next.apply(value);
      case Wrong<T> wrong -> wrong.about();
    };
  }
}
