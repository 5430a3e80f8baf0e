package dev.slipway.domain.version;

import dev.slipway.domain.form.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the text of a {@link VersionRange} once. Belongs to one thread. */
final class RangeReader {

  // The grammar
  //
  //   range       = alternative *( "||" alternative )
  //   alternative = *blank [ hyphen / comparator *( 1*blank comparator ) ] *blank
  //   hyphen      = partial 1*blank "-" 1*blank partial
  //   comparator  = [ operator *blank ] partial
  //   operator    = ">=" / "<=" / "~>" / ">" / "<" / "=" / "~" / "^"
  //   partial     = [ "v" ] ( version / part *2( "." part ) )      a version is a SemVer
  //   part        = number / "x" / "X" / "*"                       what follows an x does not count
  //   blank       = SP / HTAB

  private static final List<String> OPERATORS = List.of(">=", "<=", "~>", ">", "<", "=", "~", "^");

  private static final VersionSpan EVERYTHING = from(Core.LOWEST);
  private static final VersionSpan NOTHING = below(Core.LOWEST);

  private static final String SHAPE =
      "A range is versions such as 1.2.3, 1.2 or 1.x, each alone or behind one of < <= > >= = ~ ^,"
          + " with blanks between them; or two versions with a hyphen between blanks; and ||"
          + " between alternatives";

  private final String text;
  private int at;

  RangeReader(String text) {
    this.text = text;
  }

  /** What the alternatives hold, save those that hold nothing. */
  Parsed<List<VersionSpan>> spans() {
    var spans = new ArrayList<VersionSpan>();
    do {
      switch (alternative(words())) {
        case Parsed.Invalid<VersionSpan>(var reason) -> {
          return Parsed.invalid(reason);
        }
        case Parsed.Valid<VersionSpan>(var span) -> {
          if (!span.isEmpty()) {
            spans.add(span);
          }
        }
      }
    } while (bar());
    return Parsed.valid(spans);
  }

  private boolean bar() {
    boolean there = text.startsWith("||", at);
    at += there ? 2 : 0;
    return there;
  }

  /** What stands between blanks, up to the end of the alternative. */
  private List<String> words() {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    while (at < text.length() && !text.startsWith("||", at)) {
      char c = text.charAt(at++);
      if (c != ' ' && c != '\t') {
        word.append(c);
      } else if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static Parsed<VersionSpan> alternative(List<String> words) {
    if (words.size() == 3 && words.get(1).equals("-")) {
      return Partial.parse(words.get(0))
          .then(low -> Partial.parse(words.get(2)).map(high -> low.atLeast().and(high.atMost())));
    }
    var all = Parsed.valid(EVERYTHING);
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      var operator = OPERATORS.stream().filter(word::startsWith).findFirst().orElse("");
      boolean alone = word.length() == operator.length() && i + 1 < words.size();
      var operand = alone ? words.get(++i) : word.substring(operator.length());
      all =
          all.then(
              span -> Partial.parse(operand).map(partial -> span.and(compared(operator, partial))));
    }
    return all;
  }

  private static VersionSpan compared(String operator, Partial partial) {
    return switch (operator) {
      case ">=" -> partial.atLeast();
      case ">" -> partial.above();
      case "<" -> partial.under();
      case "<=" -> partial.atMost();
      case "~", "~>" -> partial.atLeast().and(partial.untilNext(Math.min(1, partial.last())));
      case "^" -> partial.atLeast().and(partial.untilNext(partial.firstThatCounts()));
      default -> partial.preRelease() ? NOTHING : partial.atLeast().and(partial.atMost());
    };
  }

  private static VersionSpan from(Core core) {
    return new VersionSpan(core, Optional.empty());
  }

  private static VersionSpan below(Core core) {
    return new VersionSpan(Core.LOWEST, Optional.of(core));
  }

  /**
   * A version, or the beginning of one.
   *
   * @param numbers the numbers that it begins with, three when it is whole
   * @param preRelease whether it is a whole pre-release: no release itself, and before its release
   */
  private record Partial(List<String> numbers, boolean preRelease) {

    static Parsed<Partial> parse(String word) {
      var written = word.startsWith("v") ? word.substring(1) : word;
      if (SemVer.parse(written) instanceof Parsed.Valid<SemVer>(var version)) {
        return Parsed.valid(
            new Partial(
                List.of(version.major(), version.minor(), version.patch()),
                version.isPreRelease()));
      }
      if (written.length() > SemVer.MAX_LENGTH) {
        return Parsed.invalid("A version in a range has at most 128 characters");
      }
      var parts = parts(written);
      return parts.size() <= 3 && parts.stream().allMatch(Partial::isPart)
          ? Parsed.valid(new Partial(parts.stream().takeWhile(Partial::isNumber).toList(), false))
          : Parsed.invalid(SHAPE);
    }

    private static List<String> parts(String written) {
      var parts = new ArrayList<String>();
      int start = 0;
      for (int dot = written.indexOf('.'); dot >= 0; dot = written.indexOf('.', start)) {
        parts.add(written.substring(start, dot));
        start = dot + 1;
      }
      parts.add(written.substring(start));
      return parts;
    }

    private static boolean isPart(String part) {
      return part.equals("x") || part.equals("X") || part.equals("*") || isNumber(part);
    }

    private static boolean isNumber(String part) {
      return !part.isEmpty()
          && SemVer.isNumber(part)
          && (part.length() == 1 || part.charAt(0) != '0');
    }

    private boolean any() {
      return numbers.isEmpty();
    }

    int last() {
      return numbers.size() - 1;
    }

    /** The first number that is not zero; the last one when all are. */
    int firstThatCounts() {
      int place = 0;
      while (place < last() && numbers.get(place).equals("0")) {
        place++;
      }
      return place;
    }

    private Core core() {
      return Core.padded(numbers);
    }

    VersionSpan atLeast() {
      return any() ? EVERYTHING : from(core());
    }

    VersionSpan above() {
      if (any()) {
        return NOTHING;
      }
      return from(preRelease ? core() : core().next(last()));
    }

    VersionSpan under() {
      return any() ? NOTHING : below(core());
    }

    VersionSpan atMost() {
      if (any()) {
        return EVERYTHING;
      }
      return below(preRelease ? core() : core().next(last()));
    }

    /** Everything before the number at {@code place} goes up. */
    VersionSpan untilNext(int place) {
      return any() ? EVERYTHING : below(core().next(place));
    }
  }
}
