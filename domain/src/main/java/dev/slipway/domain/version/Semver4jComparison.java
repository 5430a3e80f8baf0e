package dev.slipway.domain.version;

import java.util.List;
import java.util.Optional;
import org.semver4j.Semver;
import org.semver4j.range.Range;
import org.semver4j.range.Range.RangeOperator;
import org.semver4j.range.RangeList;

/**
 * What semver4j says about a release and a span: the one place that knows the library.
 *
 * <p>It is handed comparators, never the text of a range: of the texts it misreads some ({@code ^0}
 * has no end for it, {@code ^0.0} and {@code 1.0.0 - x} hold nothing, and whatever is no range
 * holds everything). Its numbers are Java's {@code int}; beyond them it has no answer.
 */
final class Semver4jComparison {

  private static final String GREATEST = Integer.toString(Integer.MAX_VALUE);

  private Semver4jComparison() {}

  /** Whether a release lies in a span; empty where a number is too great for the library. */
  static Optional<Boolean> holds(VersionSpan span, SemVer release) {
    var core = new Core(List.of(release.major(), release.minor(), release.patch()));
    if (!fits(core) || !fits(span.lowest()) || !span.end().map(c -> fits(c)).orElse(true)) {
      return Optional.empty();
    }
    var from = new Range(semver(span.lowest()), RangeOperator.GTE);
    var comparators =
        span.end()
            .map(end -> List.of(from, new Range(semver(end), RangeOperator.LT)))
            .orElseGet(() -> List.of(from));
    return Optional.of(new RangeList(false).add(comparators).isSatisfiedBy(semver(core)));
  }

  private static boolean fits(Core core) {
    return core.numbers().stream().allMatch(number -> SemVer.compareNumbers(number, GREATEST) <= 0);
  }

  private static Semver semver(Core core) {
    return Semver.create(
        Integer.parseInt(core.numbers().get(0)),
        Integer.parseInt(core.numbers().get(1)),
        Integer.parseInt(core.numbers().get(2)));
  }
}
