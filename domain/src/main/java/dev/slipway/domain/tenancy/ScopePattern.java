package dev.slipway.domain.tenancy;

import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.tenancy.Subject.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which {@link Subject}s a scope is about: segments between slashes, of which {@code *} stands for
 * any one and {@code **}, at the end, for all that is left, also for nothing. A pattern that no
 * subject could ever fit is none. Implements section 2 of the contract's foundation, "Scope".
 *
 * @param segments what stands between the slashes
 */
public record ScopePattern(List<String> segments) {

  /** The longest pattern, in characters. */
  public static final int MAX_LENGTH = 256;

  private static final String ONE = "*";
  private static final String REST = "**";

  private static final String RULE =
      "a pattern is providers/PREFIX/NAME, installations/PREFIX/NAME or projects/SLUG, where *"
          + " stands for one of the words and ** at the end for the rest";

  /**
   * @throws IllegalArgumentException when no subject could ever fit
   */
  public ScopePattern {
    segments = List.copyOf(segments);
    if (!isPattern(segments)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** Reads a pattern; refuses what no subject could fit, with the rule. */
  public static Parsed<ScopePattern> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Parsed.invalid("a pattern has at most 256 characters");
    }
    var segments = split(text);
    return isPattern(segments) ? Parsed.valid(new ScopePattern(segments)) : Parsed.invalid(RULE);
  }

  private static List<String> split(String text) {
    var segments = new ArrayList<String>();
    int start = 0;
    for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', start)) {
      segments.add(text.substring(start, slash));
      start = slash + 1;
    }
    segments.add(text.substring(start));
    return segments;
  }

  private static boolean isPattern(List<String> segments) {
    var last = segments.size() - 1;
    return segments.subList(0, last).stream().noneMatch(REST::equals)
        && segments.stream().allMatch(ScopePattern::isSegment)
        && Stream.of(Kind.values()).anyMatch(kind -> couldFit(segments, kind));
  }

  private static boolean isSegment(String segment) {
    return segment.equals(ONE) || segment.equals(REST) || isName(segment);
  }

  /** The grammar of the segments of provider names, and of slugs. */
  private static boolean isName(String segment) {
    return !segment.isEmpty()
        && segment.charAt(0) != '-'
        && segment.charAt(segment.length() - 1) != '-'
        && segment
            .chars()
            .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  private static boolean couldFit(List<String> segments, Kind kind) {
    boolean open = segments.getLast().equals(REST);
    int said = segments.size() - (open ? 1 : 0);
    int needed = 1 + kind.names();
    return (said == needed || (open && said < needed))
        && (said == 0 || fits(segments.getFirst(), kind.word()));
  }

  private static boolean fits(String segment, String word) {
    return segment.equals(ONE) || segment.equals(word);
  }

  /** Whether it is about a subject. */
  public boolean matches(Subject subject) {
    return couldFit(segments, subject.kind())
        && Stream.iterate(0, i -> i + 1)
            .limit(subject.names().size())
            .allMatch(i -> name(i).map(subject.names().get(i)::equals).orElse(true));
  }

  /** Whether it is about everything. */
  public boolean isEverything() {
    return segments.equals(List.of(REST));
  }

  /** The subjects of a kind with two names that it is about; empty when there can be none. */
  Optional<Reach.Names> reach(Kind kind) {
    return couldFit(segments, kind)
        ? Optional.of(new Reach.Names(name(0), name(1)))
        : Optional.empty();
  }

  /** The only name that may stand at a place; empty when any may. */
  private Optional<String> name(int place) {
    return segments.size() > place + 1 && isName(segments.get(place + 1))
        ? Optional.of(segments.get(place + 1))
        : Optional.empty();
  }

  /** The pattern as scopes write it. */
  @Override
  public String toString() {
    return String.join("/", segments);
  }
}
