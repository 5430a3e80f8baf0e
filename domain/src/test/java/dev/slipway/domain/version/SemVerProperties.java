package dev.slipway.domain.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.form.Parsed;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * The laws of versions, with the published grammar and a plain reading of the precedence rules as
 * oracles.
 */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class SemVerProperties {

  private static final Pattern PUBLISHED_GRAMMAR =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
              + "(?:-((?:0|[1-9]\\d*|[0-9A-Za-z-]*[A-Za-z-][0-9A-Za-z-]*)"
              + "(?:\\.(?:0|[1-9]\\d*|[0-9A-Za-z-]*[A-Za-z-][0-9A-Za-z-]*))*))?"
              + "(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?");

  @Property(tries = 5_000)
  void the_scanner_agrees_with_the_published_grammar(@ForAll("nearlyVersions") String text) {
    boolean valid = SemVer.parse(text) instanceof Parsed.Valid<SemVer>;

    assertThat(valid).isEqualTo(PUBLISHED_GRAMMAR.matcher(text).matches());
  }

  @Property
  void a_version_reads_back_from_its_text(@ForAll("versions") SemVer version) {
    assertThat(SemVer.of(version.text())).isEqualTo(version).hasToString(version.text());
  }

  @Property(tries = 5_000)
  void the_order_is_that_of_the_precedence_rules(
      @ForAll("versions") SemVer one, @ForAll("versions") SemVer other) {
    assertThat(Integer.signum(one.compareTo(other))).isEqualTo(precedence(one, other));
    assertThat(one.isHigherThan(other)).isEqualTo(precedence(one, other) > 0);
  }

  @Property(tries = 5_000)
  void the_order_is_transitive(
      @ForAll("versions") SemVer a, @ForAll("versions") SemVer b, @ForAll("versions") SemVer c) {
    var sorted = Arrays.asList(a, b, c);
    sorted.sort(null);

    assertThat(sorted.get(0).compareTo(sorted.get(2))).isLessThanOrEqualTo(0);
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
  }

  @Property(tries = 5_000)
  void keys_sort_as_their_versions_do(
      @ForAll("versions") SemVer one, @ForAll("versions") SemVer other) {
    int order = Integer.signum(one.compareTo(other));

    assertThat(Integer.signum(one.sortKey().compareTo(other.sortKey()))).isEqualTo(order);
    assertThat(Integer.signum(unsigned(one.sortKey().bytes(), other.sortKey().bytes())))
        .isEqualTo(order);
    assertThat(Integer.signum(one.sortKey().hex().compareTo(other.sortKey().hex())))
        .isEqualTo(order);
    assertThat(one.sortKey().equals(other.sortKey())).isEqualTo(one.samePrecedenceAs(other));
  }

  @Property
  void no_key_is_the_beginning_of_another(
      @ForAll("versions") SemVer one, @ForAll("versions") SemVer other) {
    boolean beginning = other.sortKey().hex().startsWith(one.sortKey().hex());

    assertThat(beginning).isEqualTo(one.samePrecedenceAs(other));
  }

  @Property
  void a_key_is_not_longer_than_it_says(@ForAll("versions") SemVer version) {
    assertThat(version.sortKey().bytes()).hasSizeLessThanOrEqualTo(VersionKey.MAX_BYTES);
    assertThat(HexFormat.of().parseHex(version.sortKey().hex()))
        .isEqualTo(version.sortKey().bytes());
  }

  @Property
  void build_metadata_never_matters_for_precedence(
      @ForAll("versions") SemVer version, @ForAll("versions") SemVer other) {
    var without = version.withoutBuild();

    assertThat(without.samePrecedenceAs(version)).isTrue();
    assertThat(without.text()).doesNotContain("+");
    assertThat(Integer.signum(without.compareTo(other)))
        .isEqualTo(Integer.signum(version.compareTo(other)));
    assertThat(version.samePrecedenceAs(other)).isEqualTo(without.equals(other.withoutBuild()));
  }

  @Provide
  Arbitrary<SemVer> versions() {
    // Most pairs share their core, or the rules for pre-releases would hardly ever decide.
    var cores = Arbitraries.oneOf(Arbitraries.of("1.0.0", "1.0.0", "10.0.0"), anyCores());
    var build = Arbitraries.of("", "", "+b", "+b.1", "+-", "+001");
    return Combinators.combine(cores, preReleases(), build)
        .as((core, preRelease, metadata) -> core + preRelease + metadata)
        .filter(text -> text.length() <= SemVer.MAX_LENGTH)
        .map(SemVer::of);
  }

  private static Arbitrary<String> anyCores() {
    return numbers().list().ofSize(3).map(numbers -> String.join(".", numbers));
  }

  private static Arbitrary<String> numbers() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.of("0", "1", "2", "9", "10", "11", "99", "100")),
        Tuple.of(
            1,
            Arbitraries.bigIntegers()
                .between(BigInteger.ZERO, BigInteger.TEN.pow(35))
                .map(BigInteger::toString)));
  }

  private static Arbitrary<String> preReleases() {
    var words =
        Arbitraries.strings()
            .withChars("09aAzZ-")
            .ofMinLength(1)
            .ofMaxLength(3)
            .filter(SemVerProperties::isIdentifier);
    return Arbitraries.oneOf(numbers(), words)
        .list()
        .ofMaxSize(4)
        .map(identifiers -> identifiers.isEmpty() ? "" : "-" + String.join(".", identifiers));
  }

  private static boolean isIdentifier(String text) {
    return text.equals("0") || !text.matches("0[0-9]*");
  }

  @Provide
  Arbitrary<String> nearlyVersions() {
    var soup = Arbitraries.strings().withChars("001.-+aZ_ ").ofMaxLength(14);
    var afterCore =
        Arbitraries.strings().withChars("0019.-+aZ").ofMaxLength(12).map(rest -> "1.2.3" + rest);
    var broken =
        Combinators.combine(versions(), Arbitraries.integers().between(0, 200), soup)
            .as(
                (version, at, noise) ->
                    new StringBuilder(version.text())
                        .insert(
                            Math.min(at, version.text().length()),
                            noise.substring(0, Math.min(1, noise.length())))
                        .toString())
            .filter(text -> text.length() <= SemVer.MAX_LENGTH);
    return Arbitraries.oneOf(soup, afterCore, broken);
  }

  private static int unsigned(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, other);
  }

  /** Section 11 of semver.org 2.0.0, word by word. */
  private static int precedence(SemVer one, SemVer other) {
    var left = PUBLISHED_GRAMMAR.matcher(one.text());
    var right = PUBLISHED_GRAMMAR.matcher(other.text());
    assertThat(left.matches() && right.matches()).isTrue();
    for (int group = 1; group <= 3; group++) {
      int order = new BigInteger(left.group(group)).compareTo(new BigInteger(right.group(group)));
      if (order != 0) {
        return order;
      }
    }
    if (left.group(4) == null || right.group(4) == null) {
      return Boolean.compare(left.group(4) == null, right.group(4) == null);
    }
    return preReleasePrecedence(
        List.of(left.group(4).split("\\.", -1)), List.of(right.group(4).split("\\.", -1)));
  }

  private static int preReleasePrecedence(List<String> one, List<String> other) {
    for (int i = 0; i < one.size() && i < other.size(); i++) {
      boolean left = one.get(i).matches("[0-9]+");
      boolean right = other.get(i).matches("[0-9]+");
      int order =
          left && right
              ? new BigInteger(one.get(i)).compareTo(new BigInteger(other.get(i)))
              : left != right ? (left ? -1 : 1) : one.get(i).compareTo(other.get(i));
      if (order != 0) {
        return Integer.signum(order);
      }
    }
    return Integer.signum(one.size() - other.size());
  }
}
