package dev.slipway.adaptershttp.form;

import java.util.Optional;

/**
 * A field that was read from a form.
 *
 * @param right what it means; empty when it is wrong, and then the form knows why
 * @param <T> what it should mean
 */
public record Field<T>(Optional<T> right) {

  /**
   * What it means, for whoever fills a form that is right.
   *
   * @throws IllegalStateException when the field is wrong
   */
  public T value() {
    return right.orElseThrow(
        () -> new IllegalStateException("A wrong field was used; use fields in Form.filled only"));
  }
}
