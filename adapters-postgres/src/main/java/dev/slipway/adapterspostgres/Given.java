package dev.slipway.adapterspostgres;

import dev.slipway.domain.version.VersionKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What statements are given, in the types of the database. */
final class Given {

  private Given() {}

  /** The values of {@code $1…}, in their order. */
  static Tuple of(@Nullable Object... values) {
    return Tuple.from(values);
  }

  /** A {@code timestamptz}. */
  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** A {@code timestamptz} or null. */
  static @Nullable OffsetDateTime time(Optional<Instant> instant) {
    return instant.map(Given::time).orElse(null);
  }

  /** A {@code bytea}. */
  static Buffer bytes(VersionKey key) {
    return Buffer.buffer(key.bytes());
  }

  /** A {@code text[]}. */
  static String[] texts(Collection<String> values) {
    return values.toArray(String[]::new);
  }

  /** A duration in whole microseconds, for statements that make an interval of it. */
  static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
  }
}
