package dev.slipway.benchmarks.measure;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What came of repeating something for a while.
 *
 * @param name what was repeated
 * @param count how often it was answered as it should be
 * @param failed how often it was not
 * @param elapsed how long it was repeated
 * @param nanos how long each took, in nanoseconds
 */
public record Measured(String name, long count, long failed, Duration elapsed, Histogram nanos) {

  private static final double NANOS_A_SECOND = 1e9;

  /** How many a second. */
  public double perSecond() {
    return count * NANOS_A_SECOND / elapsed.toNanos();
  }

  /** The latency that a part of them (0 to 100) stayed below. */
  public Duration percentile(double part) {
    return Duration.ofNanos(nanos.getValueAtPercentile(part));
  }

  /** Our throughput as a part of another's. */
  public double of(Measured other) {
    return perSecond() / other.perSecond();
  }

  /** This and another that ran beside it, as one. */
  public Measured and(Measured other) {
    return with(other, elapsed);
  }

  /** This and another that ran after it, as one. */
  public Measured then(Measured other) {
    return with(other, elapsed.plus(other.elapsed));
  }

  private Measured with(Measured other, Duration time) {
    var both = nanos.copy();
    both.add(other.nanos);
    return new Measured(name, count + other.count, failed + other.failed, time, both);
  }
}
