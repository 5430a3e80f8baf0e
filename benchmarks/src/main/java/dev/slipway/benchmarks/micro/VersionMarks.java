package dev.slipway.benchmarks.micro;

import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionKey;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.semver4j.Semver;

/** Versions: ours, and semver4j's beside it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VersionMarks {

  private String text = "12.34.56-beta.11+build.7";
  private SemVer low = SemVer.of("12.34.56-beta.2");
  private SemVer high = SemVer.of("12.34.56-beta.11");
  private Semver theirLow = new Semver("12.34.56-beta.2");
  private Semver theirHigh = new Semver("12.34.56-beta.11");

  /** Ours. */
  @Benchmark
  public Object parse() {
    return SemVer.parse(text);
  }

  /** Theirs. */
  @Benchmark
  public Object parse_semver4j() {
    return new Semver(text);
  }

  /** Ours. */
  @Benchmark
  public int compare() {
    return low.compareTo(high);
  }

  /** Theirs. */
  @Benchmark
  public int compare_semver4j() {
    return theirLow.compareTo(theirHigh);
  }

  /** What a database orders by; semver4j has none. */
  @Benchmark
  public VersionKey sort_key() {
    return high.sortKey();
  }
}
