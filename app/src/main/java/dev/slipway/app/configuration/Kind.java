package dev.slipway.app.configuration;

import dev.slipway.domain.form.Parsed;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What the values of an option look like.
 *
 * @param placeholder how help calls a value: {@code DURATION}
 * @param reader reads a value, or says what it must be ("must be …"); never repeats the text
 * @param shown how an error shows the text of a value: without what is secret in it
 * @param <T> what a value means
 */
public record Kind<T>(
    String placeholder, Function<String, Parsed<T>> reader, UnaryOperator<String> shown) {

  private static final int LONGEST_SHOWN = 100;

  static <T> Kind<T> of(String placeholder, Function<String, Parsed<T>> reader) {
    return new Kind<>(placeholder, reader, UnaryOperator.identity());
  }

  /** A value as an error shows it: in quotes, cut when it is long, on one line. */
  String quoted(String text) {
    return quote(shown.apply(text));
  }

  static String quote(String text) {
    String harmless = text.replaceAll("\\p{Cntrl}", "?");
    return harmless.length() <= LONGEST_SHOWN
        ? "'" + harmless + "'"
        : "'" + harmless.substring(0, LONGEST_SHOWN) + "…'";
  }
}
