package dev.slipway.domain.tenancy;

import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.tenancy.Subject.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
      "a pattern is providers/PREFIX/NAME, installations/PREFIX/NAME, projects/SLUG, packages,"
          + " packages/ID, api_tokens, registry_connections or workspaces, where * stands for one"
          + " of the words and ** at the end for the rest";

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
        && Stream.of(Kind.values()).anyMatch(kind -> couldFit(segments, kind));
  }

  private static boolean couldFit(List<String> segments, Kind kind) {
    boolean open = segments.getLast().equals(REST);
    var said = segments.subList(0, segments.size() - (open ? 1 : 0));
    return said.size() <= 1 + kind.mostNames()
        && (open || said.size() >= 1 + kind.leastNames())
        && (said.isEmpty() || fits(said.getFirst(), kind.word()))
        && said.stream().skip(1).allMatch(name -> name.equals(ONE) || kind.isName(name));
  }

  private static boolean fits(String segment, String word) {
    return segment.equals(ONE) || segment.equals(word);
  }

  /** Whether it is about a subject. */
  public boolean matches(Subject subject) {
    var names = subject.names();
    return isAbout(subject.kind(), names.size())
        && IntStream.range(0, names.size())
            .allMatch(i -> name(i).map(names.get(i)::equals).orElse(true));
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

  /** Whether it is about everything that another pattern is about. */
  boolean covers(ScopePattern other) {
    return (isEverything() || !other.isEverything())
        && Stream.of(Kind.values())
            .filter(kind -> couldFit(other.segments, kind))
            .allMatch(
                kind ->
                    IntStream.rangeClosed(kind.leastNames(), kind.mostNames())
                        .filter(names -> other.isAbout(kind, names))
                        .allMatch(names -> isAbout(kind, names) && allowsNamesOf(other, names)));
  }

  /** Whether it is about some subject of a kind with so many names. */
  private boolean isAbout(Kind kind, int names) {
    boolean open = segments.getLast().equals(REST);
    int said = segments.size() - (open ? 2 : 1);
    return couldFit(segments, kind) && (open ? said <= names : said == names);
  }

  private boolean allowsNamesOf(ScopePattern other, int names) {
    return IntStream.range(0, names)
        .allMatch(i -> name(i).isEmpty() || name(i).equals(other.name(i)));
  }

  /** The only name that may stand at a place; empty when any may. */
  private Optional<String> name(int place) {
    return segments.stream()
        .skip(place + 1L)
        .findFirst()
        .filter(segment -> !segment.equals(ONE) && !segment.equals(REST));
  }

  /** The pattern as scopes write it. */
  @Override
  public String toString() {
    return String.join("/", segments);
  }
}
