package dev.slipway.domain.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.form.Parsed;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * The laws of ranges, with a small oracle: whether a release is meant is asked of what was written,
 * comparator by comparator and number by number, without a thought of where a span begins or ends.
 */
@PropertyDefaults(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
class VersionRangeProperties {

  // -- The oracle ----------------------------------------------------------------------------

  /** A release, as its three numbers. */
  record Release(List<BigInteger> numbers) {

    boolean startsLike(List<BigInteger> other, int places) {
      return numbers.subList(0, places).equals(other.subList(0, places));
    }

    int compareTo(Partial partial) {
      for (int i = 0; i < 3; i++) {
        var other = i < partial.numbers().size() ? partial.numbers().get(i) : BigInteger.ZERO;
        int order = numbers.get(i).compareTo(other);
        if (order != 0) {
          return order;
        }
      }
      return partial.preRelease() ? 1 : 0;
    }

    SemVer version() {
      return SemVer.of(numbers.stream().map(BigInteger::toString).collect(Collectors.joining(".")));
    }
  }

  /**
   * A version, or the beginning of one.
   *
   * @param numbers what it says
   * @param rest what follows: nothing, or a wild-card's part, or a qualifier
   */
  record Partial(List<BigInteger> numbers, String rest) {

    boolean preRelease() {
      return rest.startsWith("-");
    }

    boolean means(Release release) {
      return !preRelease() && release.startsLike(numbers, numbers.size());
    }

    String written() {
      var said = numbers.stream().map(BigInteger::toString).collect(Collectors.joining("."));
      return numbers.isEmpty() || rest.isEmpty() || rest.startsWith("-") || rest.startsWith("+")
          ? said + rest
          : said + "." + rest;
    }

    int firstNonZero() {
      for (int i = 0; i < numbers.size(); i++) {
        if (numbers.get(i).signum() != 0) {
          return i;
        }
      }
      return numbers.size() - 1;
    }
  }

  /** One alternative. */
  sealed interface Alternative {

    boolean means(Release release);

    String written(String blank);

    /** Two versions around a hyphen. */
    record Hyphen(Partial low, Partial high) implements Alternative {
      @Override
      public boolean means(Release release) {
        return release.compareTo(low) >= 0 && (release.compareTo(high) <= 0 || high.means(release));
      }

      @Override
      public String written(String blank) {
        return low.written() + blank + "-" + blank + high.written();
      }
    }

    /** Comparators that must all hold. */
    record All(List<Comparator> comparators) implements Alternative {
      @Override
      public boolean means(Release release) {
        return comparators.stream().allMatch(comparator -> comparator.means(release));
      }

      @Override
      public String written(String blank) {
        return comparators.stream()
            .map(comparator -> comparator.written(blank))
            .collect(Collectors.joining(blank));
      }
    }
  }

  /** An operator and its version. */
  record Comparator(String operator, boolean spaced, Partial partial) {

    boolean means(Release release) {
      boolean any = partial.numbers().isEmpty();
      return switch (operator) {
        case ">=" -> release.compareTo(partial) >= 0;
        case ">" -> !any && release.compareTo(partial) > 0 && !partial.means(release);
        case "<" -> !any && release.compareTo(partial) < 0;
        case "<=" -> release.compareTo(partial) <= 0 || partial.means(release);
        case "~", "~>" ->
            release.compareTo(partial) >= 0
                && release.startsLike(partial.numbers(), Math.min(2, partial.numbers().size()));
        case "^" ->
            release.compareTo(partial) >= 0
                && release.startsLike(partial.numbers(), partial.firstNonZero() + 1);
        default -> partial.means(release);
      };
    }

    String written(String blank) {
      return operator + (spaced && !operator.isEmpty() ? blank : "") + partial.written();
    }
  }

  /** A range as it is meant, and a way to write it. */
  record Meant(List<Alternative> alternatives, String blank, String bar) {

    boolean means(Release release) {
      return alternatives.stream().anyMatch(alternative -> alternative.means(release));
    }

    String written() {
      return alternatives.stream()
          .map(alternative -> alternative.written(blank))
          .collect(Collectors.joining(bar));
    }

    @Override
    public String toString() {
      return "'" + written() + "'";
    }
  }

  // -- The laws ------------------------------------------------------------------------------

  @Property(tries = 20_000)
  void a_range_holds_what_was_meant(
      @ForAll("ranges") Meant meant, @ForAll("releases") Release release) {
    var range = VersionRange.of(meant.written());

    var held = range.contains(release.version());

    assertThat(held).as("%s in %s", release.version(), range).isEqualTo(meant.means(release));
    Statistics.label("held")
        .collect(held)
        .coverage(
            check -> {
              check.check(true).percentage(share -> share > 15);
              check.check(false).percentage(share -> share > 15);
            });
  }

  @Property
  void its_spans_hold_the_same(@ForAll("ranges") Meant meant, @ForAll("releases") Release release) {
    var range = VersionRange.of(meant.written());
    var key = release.version().sortKey();

    var held =
        range.spans().stream()
            .anyMatch(
                span ->
                    span.from().compareTo(key) <= 0
                        && span.below().map(end -> key.compareTo(end) < 0).orElse(true));

    assertThat(held).isEqualTo(range.contains(release.version()));
  }

  @Property
  void semver4j_and_the_keys_agree_wherever_semver4j_has_an_answer(
      @ForAll("ranges") Meant meant, @ForAll("releases") Release release) {
    for (var span : VersionRange.of(meant.written()).spans()) {
      var answer = Semver4jComparison.holds(span, release.version());

      assertThat(answer.orElse(span.holds(release.version())))
          .isEqualTo(span.holds(release.version()));
      Statistics.label("answered")
          .collect(answer.isPresent())
          .coverage(
              check -> {
                check.check(true).percentage(share -> share > 20);
                check.check(false).percentage(share -> share > 5);
              });
    }
  }

  @Property
  void no_pre_release_is_in_any_range(
      @ForAll("ranges") Meant meant, @ForAll("releases") Release release) {
    var preRelease = SemVer.of(release.version().text() + "-rc.1");

    assertThat(VersionRange.of(meant.written()).contains(preRelease)).isFalse();
  }

  private static final String PART = "(?:0|[1-9][0-9]*|[xX*])";
  private static final String WHOLE =
      "(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)"
          + "(?:-(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)"
          + "(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
          + "(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?";
  private static final String PARTIAL =
      "(?:v?(?:" + WHOLE + "|" + PART + "(?:\\." + PART + "){0,2}))";
  private static final String COMPARATOR = "(?:(?:>=|<=|~>|>|<|=|~|\\^)?[ \\t]*" + PARTIAL + ")";
  private static final String ALTERNATIVE =
      "[ \\t]*(?:"
          + PARTIAL
          + "[ \\t]+-[ \\t]+"
          + PARTIAL
          + "|"
          + COMPARATOR
          + "(?:[ \\t]+"
          + COMPARATOR
          + ")*)?[ \\t]*";
  private static final Pattern GRAMMAR =
      Pattern.compile(ALTERNATIVE + "(?:\\|\\|" + ALTERNATIVE + ")*");

  @Property(tries = 20_000)
  void the_reader_agrees_with_the_grammar(@ForAll("nearlyRanges") String text) {
    boolean valid = VersionRange.parse(text) instanceof Parsed.Valid<VersionRange>;

    assertThat(valid).as("'%s'", text).isEqualTo(GRAMMAR.matcher(text).matches());
    Statistics.label("valid")
        .collect(valid)
        .coverage(
            check -> {
              check.check(true).percentage(share -> share > 5);
              check.check(false).percentage(share -> share > 5);
            });
  }

  @Property
  void any_text_is_a_range_or_refused(@ForAll String text, @ForAll("releases") Release release) {
    if (VersionRange.parse(text) instanceof Parsed.Valid<VersionRange>(var range)) {
      assertThat(range.text()).isEqualTo(text);
      assertThat(Optional.of(range.contains(release.version()))).isPresent();
    }
  }

  // -- Making them ---------------------------------------------------------------------------

  /** Small ones, so that they meet; those at which Java's numbers end; and greater ones. */
  private static Arbitrary<BigInteger> numbers() {
    return Arbitraries.frequencyOf(
            Tuple.of(30, Arbitraries.of("0", "0", "1", "2", "3")),
            Tuple.of(
                2,
                Arbitraries.of(
                    "2147483646",
                    "2147483647",
                    "2147483648",
                    "9223372036854775807",
                    "9223372036854775808",
                    "99999999999999999999",
                    "100000000000000000000")))
        .map(BigInteger::new);
  }

  @Provide
  Arbitrary<Release> releases() {
    return numbers().list().ofSize(3).map(Release::new);
  }

  private static Arbitrary<Partial> partials() {
    return numbers()
        .list()
        .ofMinSize(0)
        .ofMaxSize(3)
        .flatMap(
            numbers ->
                Arbitraries.of(
                        switch (numbers.size()) {
                          case 0 -> List.of("x", "*", "X", "x.x", "*.1.x");
                          case 1 -> List.of("", "x", "X.*", "x.3");
                          case 2 -> List.of("", "x", "*");
                          default -> List.of("", "", "", "-rc.1", "-0", "+b.1", "-a+b");
                        })
                    .map(rest -> new Partial(numbers, rest)));
  }

  private static Arbitrary<Alternative> alternatives() {
    var comparators =
        Combinators.combine(
                Arbitraries.of("", "=", ">", ">=", "<", "<=", "~", "~>", "^"),
                Arbitraries.of(true, false, false),
                partials())
            .as(Comparator::new);
    return Arbitraries.frequencyOf(
        Tuple.of(4, comparators.list().ofMinSize(0).ofMaxSize(3).map(Alternative.All::new)),
        Tuple.of(1, Combinators.combine(partials(), partials()).as(Alternative.Hyphen::new)));
  }

  @Provide
  Arbitrary<Meant> ranges() {
    return Combinators.combine(
            alternatives().list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.of(" ", "  ", "\t", " \t "),
            Arbitraries.of("||", " || ", "||  "))
        .as(Meant::new)
        .filter(meant -> meant.written().length() <= VersionRange.MAX_LENGTH);
  }

  /** Ranges with a piece of the alphabet put in, or taken out, here and there. */
  @Provide
  Arbitrary<String> nearlyRanges() {
    var pieces =
        Arbitraries.of(
            "1", "0", "2", ".", "x", "*", "-", "+", "v", "a", " ", "\t", "|", "||", ">", "<", "=",
            "~", "^", " - ", "rc", "1.2.3", "\n");
    return Combinators.combine(
            ranges().map(Meant::written),
            pieces,
            Arbitraries.integers().between(0, 300),
            Arbitraries.of(0, 0, 1, 2))
        .as(
            (text, piece, place, cut) -> {
              int at = place % (text.length() + 1);
              int end = Math.min(text.length(), at + cut);
              return text.substring(0, at) + piece + text.substring(end);
            })
        .filter(text -> text.length() <= VersionRange.MAX_LENGTH);
  }
}
