package dev.slipway.adaptershttp.rendering;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times as answers spell them: UTC, always with microseconds. */
final class Times {

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String SHAPE = "0000-00-00T00:00:00.000000Z";
  private static final int NANOS_PER_MICRO = 1_000;

  /** The first second of the year 0. */
  private static final long FIRST = -62_167_219_200L;

  /** The first second of the year 10000. */
  private static final long END = 253_402_300_800L;

  private Times() {}

  static String text(Instant at) {
    long second = at.getEpochSecond();
    return second >= FIRST && second < END
        ? usual(LocalDateTime.ofEpochSecond(second, at.getNano(), ZoneOffset.UTC))
        : MICROSECONDS.format(at);
  }

  /** Years of four digits, by hand: a page holds dozens, and a formatter is what costs there. */
  private static String usual(LocalDateTime time) {
    var text = new char[SHAPE.length()];
    SHAPE.getChars(0, text.length, text, 0);
    digits(text, 0, 4, time.getYear());
    digits(text, 5, 2, time.getMonthValue());
    digits(text, 8, 2, time.getDayOfMonth());
    digits(text, 11, 2, time.getHour());
    digits(text, 14, 2, time.getMinute());
    digits(text, 17, 2, time.getSecond());
    digits(text, 20, 6, time.getNano() / NANOS_PER_MICRO);
    return new String(text);
  }

  private static void digits(char[] text, int from, int many, int number) {
    int left = number;
    for (int i = from + many - 1; i >= from; i--) {
      text[i] = (char) ('0' + left % 10);
      left /= 10;
    }
  }

  static @Nullable String text(Optional<Instant> at) {
    return at.map(Times::text).orElse(null);
  }
}
