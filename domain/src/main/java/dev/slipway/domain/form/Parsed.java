package dev.slipway.domain.form;

import java.util.function.Function;

/**
 * The outcome of reading a text: a value, or the reason why the text is none.
 *
 * <p>A reason is a sentence for the person who wrote the text. It never repeats the text, which may
 * be long or secret.
 *
 * @param <T> what the text should have been
 */
public sealed interface Parsed<T> {

  /** The text was well formed and means {@code value}. */
  record Valid<T>(T value) implements Parsed<T> {}

  /** The text is refused for {@code reason}. */
  record Invalid<T>(String reason) implements Parsed<T> {}

  /** A well-formed text that means {@code value}. */
  static <T> Parsed<T> valid(T value) {
    return new Valid<>(value);
  }

  /** A text refused for {@code reason}. */
  static <T> Parsed<T> invalid(String reason) {
    return new Invalid<>(reason);
  }

  /**
   * The value, where the caller knows that there is one.
   *
   * @throws IllegalArgumentException with the reason, if there is none
   */
  default T orElseThrow() {
    return switch (this) {
      case Valid<T> valid -> valid.value();
      case Invalid<T> invalid -> throw new IllegalArgumentException(invalid.reason());
    };
  }

  /** The same outcome about what {@code change} makes of the value; a reason stays as it is. */
  default <R> Parsed<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Valid<T> valid -> valid(change.apply(valid.value()));
      case Invalid<T> invalid -> invalid(invalid.reason());
    };
  }

  /** What {@code next} makes of the value, which it may refuse in turn; a reason stays as it is. */
  default <R> Parsed<R> then(Function<? super T, Parsed<R>> next) {
    return switch (this) {
      case Valid<T> valid -> next.apply(valid.value());
      case Invalid<T> invalid -> invalid(invalid.reason());
    };
  }
}
