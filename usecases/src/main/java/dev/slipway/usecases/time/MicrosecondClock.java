package dev.slipway.usecases.time;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A clock cut to microseconds, so that a time reads the same before and after it was stored. */
public final class MicrosecondClock implements InstantSource {

  private final InstantSource source;

  /**
   * @param source the clock that is cut; thread-safety is the source's
   */
  public MicrosecondClock(InstantSource source) {
    this.source = source;
  }

  @Override
  public Instant instant() {
    return source.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
