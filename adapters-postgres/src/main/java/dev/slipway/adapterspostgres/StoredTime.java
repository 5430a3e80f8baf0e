package dev.slipway.adapterspostgres;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads times as {@link Instant#toString} wrote them. Every document holds some, and the parser of
 * the platform costs more than all else about them.
 */
final class StoredTime {

  private static final String SHAPE = "0000-00-00T00:00:00";
  private static final int SECONDS_A_DAY = 86_400;
  private static final int NANO_DIGITS = 9;

  private StoredTime() {}

  /**
   * The time that a text says.
   *
   * @throws DateTimeException when it says none
   */
  static Instant read(String text) {
    return isUsual(text) ? usual(text) : Instant.parse(text);
  }

  /** Four digits of a year, and a fraction of at most nine digits, if any. */
  private static boolean isUsual(String text) {
    int end = text.length() - 1;
    if (end < SHAPE.length() || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char shape = SHAPE.charAt(i);
      if (shape == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != shape) {
        return false;
      }
    }
    if (end == SHAPE.length()) {
      return true;
    }
    int digits = end - SHAPE.length() - 1;
    if (text.charAt(SHAPE.length()) != '.' || digits < 1 || digits > NANO_DIGITS) {
      return false;
    }
    for (int i = SHAPE.length() + 1; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Instant usual(String text) {
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (hour > 23 || minute > 59 || second > 59) {
      return Instant.parse(text);
    }
    long day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    int from = SHAPE.length() + 1;
    int end = text.length() - 1;
    int nanos = from < end ? number(text, from, end) : 0;
    for (int digits = end - from; from < end && digits < NANO_DIGITS; digits++) {
      nanos *= 10;
    }
    return Instant.ofEpochSecond(day * SECONDS_A_DAY + (hour * 60 + minute) * 60L + second, nanos);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }
}
