package dev.slipway.adaptershttp.rendering;

import java.time.Instant;
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

  private Times() {}

  static String text(Instant at) {
    return MICROSECONDS.format(at);
  }

  static @Nullable String text(Optional<Instant> at) {
    return at.map(Times::text).orElse(null);
  }
}
