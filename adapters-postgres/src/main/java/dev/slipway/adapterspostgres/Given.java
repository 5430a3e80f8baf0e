package dev.slipway.adapterspostgres;

import dev.slipway.domain.version.VersionKey;
import dev.slipway.ports.paging.NewestFirst;
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

  /**
   * Some values, and behind them which part of a list is wanted that is told newest first: behind
   * which time and id, both null for its top, and how many rows. That is one more than the part
   * has, by which {@link Rows#stretch} sees whether there is more.
   */
  static Tuple stretch(NewestFirst part, @Nullable Object... values) {
    return behind(of(values), part).addLong(part.limit() + 1L);
  }

  /** Adds to some values behind which time and id a part of a list begins. */
  static Tuple behind(Tuple values, NewestFirst part) {
    return switch (part.from()) {
      case NewestFirst.Top top -> values.addValue(null).addValue(null);
      case NewestFirst.Behind(var place) ->
          values.addValue(time(place.createdAt())).addValue(place.id());
    };
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
