package dev.slipway.domain.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.tenancy.Caller.Member;
import dev.slipway.domain.tenancy.Subject.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

/** Whom a pattern lets through, with regular expressions as the oracle. */
@PropertyDefaults(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
class ScopePatternProperties {

  private static final String NAME = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";

  private static final String ONE = "/(" + NAME + "|\\*)";
  private static final String ID = "/(pkg_[0-9A-Za-z]+|\\*)";
  private static final String REST = "/\\*\\*";

  /** A package's id for each name. */
  private static final Map<String, String> ID_OF =
      Map.of("a", "pkg_1", "acme", "pkg_A2", "acme-2", "pkg_01k9", "x", "pkg_z");

  /** All that could be about something. */
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "\\*\\*"
              + "|(providers|installations|\\*)("
              + (ONE + ONE + "(" + REST + ")?|" + ONE + REST + "|" + REST)
              + ")|(projects|\\*)("
              + (ONE + "(" + REST + ")?|" + REST)
              + ")|(packages|\\*)("
              + ID
              + ")?("
              + REST
              + ")?|(api_tokens|registry_connections|workspaces|\\*)("
              + REST
              + ")?");

  @Property(tries = 20_000)
  void a_pattern_matches_what_its_expression_matches(
      @ForAll("patterns") String pattern, @ForAll("subjects") Subject subject) {
    var matches = ScopePattern.parse(pattern).orElseThrow().matches(subject);

    assertThat(matches).isEqualTo(expression(pattern).matcher(subject + "/").matches());
    Statistics.label("matches")
        .collect(matches)
        .coverage(
            check -> {
              check.check(true).percentage(share -> share > 10);
              check.check(false).percentage(share -> share > 10);
            });
  }

  @Property(tries = 20_000)
  void a_text_is_a_pattern_when_some_subject_could_match(@ForAll("texts") String text) {
    var valid = ScopePattern.parse(text) instanceof Parsed.Valid<ScopePattern>;

    assertThat(valid).as(text).isEqualTo(GRAMMAR.matcher(text).matches());
    Statistics.label("valid")
        .collect(valid)
        .coverage(
            check -> {
              check.check(true).percentage(share -> share > 3);
              check.check(false).percentage(share -> share > 10);
            });
  }

  @Property
  void a_pattern_reads_back_from_its_text(@ForAll("patterns") String pattern) {
    assertThat(ScopePattern.parse(pattern).orElseThrow()).hasToString(pattern);
  }

  @Property
  void to_write_includes_to_read(
      @ForAll("patterns") String pattern, @ForAll("subjects") Subject subject) {
    var write = member(List.of("write:" + pattern));
    var read = member(List.of("read:" + pattern));

    assertThat(write.may(Right.READ, subject)).isEqualTo(write.may(Right.WRITE, subject));
    assertThat(read.may(Right.READ, subject)).isEqualTo(write.may(Right.WRITE, subject));
    assertThat(read.may(Right.WRITE, subject)).isFalse();
  }

  /** A listing and a look at one thing must not differ in what they show. */
  @Property
  void the_reach_of_a_caller_is_what_it_may(
      @ForAll("scopes") List<String> scopes, @ForAll("subjects") Subject subject) {
    var member = member(scopes);
    if (subject.names().size() != 2) {
      return;
    }

    for (var right : Right.values()) {
      var reach = member.reach(right, subject.kind());

      assertThat(reach.holds(subject.names().getFirst(), subject.names().getLast()))
          .isEqualTo(member.may(right, subject));
      if (reach.isEverything() || reach.holdsAllOf(subject.names().getFirst())) {
        assertThat(member.may(right, subject)).isTrue();
      }
      if (reach.isNothing()) {
        assertThat(member.may(right, subject)).isFalse();
      }
    }
  }

  @Property
  void who_may_everything_may_it_of_each(
      @ForAll("scopes") List<String> scopes, @ForAll("subjects") Subject subject) {
    var member = member(scopes);

    assertThat(Set.of(Right.READ, Right.WRITE))
        .filteredOn(member::may)
        .allSatisfy(right -> assertThat(member.may(right, subject)).isTrue());
  }

  /** Who may hand a scope on gives nothing away that is not theirs, and may give all that is. */
  @Property
  void a_scope_covers_another_when_it_grants_all_that_the_other_grants(
      @ForAll("narrow") String one, @ForAll("narrow") String other) {
    var scope = Scope.parse(one).orElseThrow();
    var handed = Scope.parse(other).orElseThrow();

    var covers = scope.covers(handed);

    assertThat(covers)
        .isEqualTo(
            Stream.of(Right.values())
                .allMatch(
                    right ->
                        (scope.grants(right) || !handed.grants(right))
                            && everySubject().stream()
                                .filter(subject -> handed.grants(right, subject))
                                .allMatch(subject -> scope.grants(right, subject))));
    Statistics.label("covers").collect(covers);
  }

  @Property
  void a_plain_scope_covers_nothing_that_it_does_not_grant(
      @ForAll("scopes") List<String> held, @ForAll("scopes") List<String> handed) {
    var member = member(held);

    for (String text : handed) {
      var scope = Scope.parse(text).orElseThrow();
      if (member.mayGrant(scope)) {
        for (Right right : Right.values()) {
          assertThat(!scope.grants(right) || member.may(right)).isTrue();
          assertThat(everySubject())
              .filteredOn(subject -> scope.grants(right, subject))
              .allMatch(subject -> member.may(right, subject));
        }
      }
    }
  }

  /** Every subject of the alphabet, and of names that no pattern of these properties has. */
  private static List<Subject> everySubject() {
    var words = List.of("a", "acme", "acme-2", "x", "fresh");
    var pairs =
        words.stream().flatMap(one -> words.stream().map(two -> List.of(one, two))).toList();
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                switch (kind) {
                  case PROVIDERS, INSTALLATIONS ->
                      pairs.stream().map(names -> new Subject(kind, names));
                  case PROJECTS -> words.stream().map(Subject::project);
                  case PACKAGES ->
                      Stream.concat(
                          Stream.of(Subject.packages(), Subject.aPackage("pkg_fresh")),
                          ID_OF.values().stream().map(Subject::aPackage));
                  case API_TOKENS, REGISTRY_CONNECTIONS, WORKSPACES ->
                      Stream.of(new Subject(kind, List.of()));
                })
        .toList();
  }

  /** Each segment of a subject is taken with the slash behind it. */
  private static Pattern expression(String pattern) {
    return Pattern.compile(
        (pattern + "/")
            .replace("**/", "(ONE)REPEATED")
            .replace("*/", "ONE")
            .replace("REPEATED", "*")
            .replace("ONE", "[A-Za-z0-9_-]+/"));
  }

  private static Member member(List<String> scopes) {
    return new Member(
        new Organization(
            new OrganizationId("acme"),
            new Slug("acme"),
            "Acme",
            Instant.parse("2025-01-01T00:00:00Z")),
        "tok_1",
        scopes.stream().map(scope -> Scope.parse(scope).orElseThrow()).collect(Collectors.toSet()));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("a", "acme", "acme-2", "x");
  }

  @Provide
  Arbitrary<Subject> subjects() {
    return Combinators.combine(Arbitraries.of(Kind.class), names(), names())
        .as(
            (kind, first, second) ->
                new Subject(
                    kind,
                    switch (kind) {
                      case PROVIDERS, INSTALLATIONS -> List.of(first, second);
                      case PROJECTS -> List.of(first);
                      case PACKAGES ->
                          first.equals(second)
                              ? List.of()
                              : List.of(Objects.requireNonNull(ID_OF.get(first)));
                      case API_TOKENS, REGISTRY_CONNECTIONS, WORKSPACES -> List.of();
                    }));
  }

  @Provide
  Arbitrary<String> patterns() {
    return texts().filter(text -> GRAMMAR.matcher(text).matches());
  }

  @Provide
  Arbitrary<String> narrow() {
    return Combinators.combine(Arbitraries.of("read:", "write:"), patterns()).as(String::concat);
  }

  @Provide
  Arbitrary<List<String>> scopes() {
    return Arbitraries.frequencyOf(
            Tuple.of(6, narrow()), Tuple.of(1, Arbitraries.of("*", "console", "read", "write")))
        .list()
        .ofMaxSize(3);
  }

  /** Up to five segments, most of them of the alphabet. */
  @Provide
  Arbitrary<String> texts() {
    var kinds =
        Arbitraries.of(
            "providers",
            "installations",
            "projects",
            "packages",
            "packages",
            "api_tokens",
            "registry_connections",
            "workspaces",
            "*",
            "**",
            "provider",
            "a",
            "");
    var segments =
        Arbitraries.frequencyOf(
            Tuple.of(6, names()),
            Tuple.of(2, Arbitraries.of(ID_OF.values())),
            Tuple.of(4, Arbitraries.just("*")),
            Tuple.of(4, Arbitraries.just("**")),
            Tuple.of(
                1,
                Arbitraries.of(
                    "", "A", "a*", "***", "-a", "a-", "a_b", "pkg_", "pkg_é", " ", "é")));
    return Combinators.combine(kinds, segments.list().ofMaxSize(4))
        .as((kind, rest) -> rest.isEmpty() ? kind : kind + "/" + String.join("/", rest));
  }
}
