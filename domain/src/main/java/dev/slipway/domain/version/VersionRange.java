package dev.slipway.domain.version;

import dev.slipway.domain.form.Parsed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of releases, written as npm writes ranges: at most {@value #MAX_LENGTH} characters, numbers
 * of any size.
 *
 * <p>Alternatives are separated by {@code ||}; each is two versions around a hyphen between blanks,
 * or comparators between blanks that must all hold, or nothing, which every release fits. A
 * comparator is a version or the beginning of one ({@code 1.2.3}, {@code 1.2}, {@code 1.2.x},
 * {@code *}), alone or behind one of {@code < <= > >= = ~ ~> ^}. Nothing else is a range.
 *
 * <p>Only releases are in a range: never a pre-release, whatever the range names. One that is named
 * in a range stands at its place in the order, just before its release.
 *
 * <p>Two ranges are equal when their texts are. Immutable. Implements section 3 of the contract's
 * foundation, "Ranges".
 */
public final class VersionRange {

  /** The greatest length of a range's text. */
  public static final int MAX_LENGTH = 256;

  private final String text;
  private final List<VersionSpan> spans;

  private VersionRange(String text, List<VersionSpan> spans) {
    this.text = text;
    this.spans = List.copyOf(spans);
  }

  /** The range written as {@code text}, or why there is none. */
  public static Parsed<VersionRange> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Parsed.invalid("A range has at most 256 characters");
    }
    return new RangeReader(text).spans().map(spans -> new VersionRange(text, spans));
  }

  /**
   * The range written as {@code text}, where the caller knows that it is one.
   *
   * @throws IllegalArgumentException if {@link #parse} refuses it
   */
  public static VersionRange of(String text) {
    return parse(text).orElseThrow();
  }

  /**
   * The releases to which {@code installed} may go without being asked where nobody said more: the
   * same major version, and below 1.0.0 the same minor version too.
   */
  public static VersionRange compatibleWith(SemVer installed) {
    return of(installed.major().equals("0") ? "~0." + installed.minor() : "^" + installed.major());
  }

  /** The text, exactly as it was written. */
  public String text() {
    return text;
  }

  /** Whether a version is a release that the range holds. */
  public boolean contains(SemVer version) {
    return !version.isPreRelease()
        && spans.stream()
            .anyMatch(
                span ->
                    Semver4jComparison.holds(span, version).orElseGet(() -> span.holds(version)));
  }

  /**
   * The same set as spans, at most one for each alternative, in the order of the text; they may
   * overlap. None when nothing can be in the range.
   */
  public List<VersionSpan> spans() {
    return spans;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VersionRange range && text.equals(range.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The text. */
  @Override
  public String toString() {
    return text;
  }
}
