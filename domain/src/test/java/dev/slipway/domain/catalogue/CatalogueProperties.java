package dev.slipway.domain.catalogue;

import static dev.slipway.domain.catalogue.ReleaseSample.CREATED;
import static dev.slipway.domain.catalogue.ReleaseSample.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderVersion.Building;
import dev.slipway.domain.catalogue.ProviderVersion.Published;
import dev.slipway.domain.catalogue.ProviderVersion.Status;
import dev.slipway.domain.catalogue.ProviderVersion.Yanked;
import dev.slipway.domain.catalogue.ProviderVersionEvent.BuildBroke;
import dev.slipway.domain.catalogue.ProviderVersionEvent.Built;
import dev.slipway.domain.catalogue.ProviderVersionEvent.Republished;
import dev.slipway.domain.catalogue.ProviderVersionEvent.UnyankAsked;
import dev.slipway.domain.catalogue.ProviderVersionEvent.YankAsked;
import dev.slipway.domain.catalogue.ProviderVersionMachine.Outcome;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.states.StateDiagram;
import dev.slipway.domain.version.SemVer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** What holds for the catalogue whatever is published, yanked and edited. */
@PropertyDefaults(tries = 500, edgeCases = EdgeCasesMode.NONE)
class CatalogueProperties {

  // -- Differences ---------------------------------------------------------------------------

  @Property
  void differences_are_the_same_both_ways_and_sorted(
      @ForAll("contents") WheelContent one, @ForAll("contents") WheelContent other) {
    var differences = one.differencesTo(other);

    assertThat(differences).isEqualTo(other.differencesTo(one)).isSorted();
    assertThat(differences).doesNotHaveDuplicates();
  }

  @Property
  void nothing_differs_exactly_where_two_contents_are_equal(
      @ForAll("contents") WheelContent one, @ForAll("contents") WheelContent other) {
    assertThat(one.differencesTo(other).isEmpty()).isEqualTo(one.equals(other));
    assertThat(one.differencesTo(one)).isEmpty();
  }

  // -- Versions ------------------------------------------------------------------------------

  @Property
  void what_was_published_never_changes(
      @ForAll("beginnings") ProviderVersion beginning,
      @ForAll("walks") List<ProviderVersionEvent> walk) {
    var lives = lives(beginning, walk);

    var published = lives.stream().dropWhile(version -> !wasPublished(version)).toList();
    assertThat(published)
        .allSatisfy(
            version -> {
              var first = published.getFirst().release();
              assertThat(wasPublished(version)).isTrue();
              assertThat(version.release()).isEqualTo(first.inEdition(edition(version)));
              assertThat(publishedAt(version)).isEqualTo(publishedAt(published.getFirst()));
            });
  }

  @Property
  void who_it_is_never_changes(
      @ForAll("beginnings") ProviderVersion beginning,
      @ForAll("walks") List<ProviderVersionEvent> walk) {
    assertThat(lives(beginning, walk))
        .allSatisfy(
            version -> {
              assertThat(version.id()).isEqualTo(beginning.id());
              assertThat(version.release().createdAt()).isEqualTo(beginning.release().createdAt());
            });
  }

  @Property
  void every_move_is_an_arrow_of_the_diagram(
      @ForAll("beginnings") ProviderVersion beginning,
      @ForAll("walks") List<ProviderVersionEvent> walk) {
    var drawn = StateDiagram.checkedIn("provider-version.md");
    var version = beginning;
    for (var event : walk) {
      if (ProviderVersionMachine.apply(version, event) instanceof Outcome.Moved(var next)) {
        assertThat(drawn).contains(name(version) + " --> " + name(next) + " : " + name(event));
        assertThat(next.updatedAt()).isEqualTo(event.at());
        version = next;
      }
    }
  }

  @Property
  void asking_twice_is_asking_once(
      @ForAll("beginnings") ProviderVersion beginning,
      @ForAll("walks") List<ProviderVersionEvent> walk,
      @ForAll("events") ProviderVersionEvent last) {
    var before = lives(beginning, walk).getLast();

    if (ProviderVersionMachine.apply(before, last) instanceof Outcome.Moved(var next)) {
      assertThat(ProviderVersionMachine.apply(next, last)).isNotInstanceOf(Outcome.Moved.class);
    }
  }

  @Property
  void another_build_of_a_stored_version_is_always_refused_naming_the_version(
      @ForAll("beginnings") ProviderVersion beginning,
      @ForAll("walks") List<ProviderVersionEvent> walk,
      @ForAll("contents") WheelContent content) {
    var release =
        new Release(
            new VersionId(beginning.id().provider(), SemVer.of("1.0.0+other")),
            content,
            SemVer.of("3.1.0"),
            1,
            CREATED);

    assertThat(lives(beginning, walk))
        .allSatisfy(
            version -> {
              var outcome =
                  ProviderVersionMachine.apply(version, new Republished(release, CREATED));

              assertThat(outcome).isInstanceOf(Outcome.Immutable.class);
              var refused = (Outcome.Immutable) outcome;
              assertThat(refused.status()).isEqualTo(version.status());
              assertThat(refused.differences()).contains("version").isSorted();
              if (version.status() != Status.PUBLISHED) {
                assertThat(refused.differences()).containsExactly("version");
              }
            });
  }

  private static List<ProviderVersion> lives(
      ProviderVersion beginning, List<ProviderVersionEvent> walk) {
    var lives = new ArrayList<ProviderVersion>();
    lives.add(beginning);
    for (var event : walk) {
      if (ProviderVersionMachine.apply(lives.getLast(), event) instanceof Outcome.Moved(var next)) {
        lives.add(next);
      }
    }
    return lives;
  }

  private static boolean wasPublished(ProviderVersion version) {
    return version instanceof Published || version instanceof Yanked;
  }

  private static int edition(ProviderVersion version) {
    return version.release().edition();
  }

  private static Instant publishedAt(ProviderVersion version) {
    return switch (version) {
      case Published published -> published.publishedAt();
      case Yanked yanked -> yanked.publishedAt();
      case Building building -> Instant.MIN;
      case ProviderVersion.Failed failed -> Instant.MIN;
    };
  }

  private static String name(Object value) {
    return value.getClass().getSimpleName();
  }

  // -- Display data --------------------------------------------------------------------------

  @Property
  void an_edit_changes_what_it_gives_and_nothing_else(
      @ForAll("displays") DisplayData display, @ForAll("edits") DisplayData.Edit edit) {
    var edited = display.with(edit);

    assertThat(edited.displayName()).isEqualTo(edit.displayName().orElse(display.displayName()));
    assertThat(edited.description()).isEqualTo(edit.description().orElse(display.description()));
    assertThat(edited.tags()).isEqualTo(edit.tags().orElse(display.tags()));
    assertThat(edited.iconUrl().orElse(""))
        .isEqualTo(edit.iconUrl().or(display::iconUrl).orElse(""));
    assertThat(edited.readme().orElse("")).isEqualTo(edit.readme().or(display::readme).orElse(""));
  }

  @Property
  void an_empty_icon_or_readme_is_none(
      @ForAll("displays") DisplayData display, @ForAll("edits") DisplayData.Edit edit) {
    var edited = display.with(edit);

    assertThat(edited.iconUrl()).isNotEqualTo(Optional.of(""));
    assertThat(edited.readme()).isNotEqualTo(Optional.of(""));
  }

  @Property
  void editing_twice_is_editing_once(
      @ForAll("displays") DisplayData display, @ForAll("edits") DisplayData.Edit edit) {
    assertThat(display.with(edit).with(edit)).isEqualTo(display.with(edit));
  }

  // -- Making them ---------------------------------------------------------------------------

  @Provide
  Arbitrary<WheelContent> contents() {
    return Combinators.combine(
            Arbitraries.of(
                WheelUrl.of("https://example.com/a-1-py3-none-any.whl"),
                WheelUrl.of("https://example.com/a-1-py3-none-any.whl?b")),
            maybe(Arbitraries.of(digest("one"), digest("two"))),
            maybe(Arbitraries.of("acme", "acme.other")),
            schemas(),
            maybe(Arbitraries.of("First", "Second")),
            Arbitraries.<List<String>>of(List.of(), List.of("python"), List.of("python", "-m")))
        .as(WheelContent::new);
  }

  private Arbitrary<ProviderSchemas> schemas() {
    var schema =
        Arbitraries.of("one", "two")
            .map(title -> Json.object().put("title", Json.string(title)).build());
    var types =
        Arbitraries.<List<ResourceSchema>>of(
            List.of(), List.of(ReleaseSample.type("table")), List.of(ReleaseSample.type("b")));
    return Combinators.combine(types, maybe(schema), maybe(schema)).as(ProviderSchemas::new);
  }

  private static <T> Arbitrary<Optional<T>> maybe(Arbitrary<T> values) {
    return values.optional(0.7);
  }

  private Arbitrary<Release> releases() {
    return Combinators.combine(
            Arbitraries.of("1.0.0", "1.0.0", "1.0.0", "1.0.0+b"),
            contents(),
            Arbitraries.of("3.0.0", "3.1.0"),
            Arbitraries.of(0, 1, 2),
            instants())
        .as(
            (version, content, runtime, edition, at) ->
                new Release(
                    new VersionId(ProviderName.of("acme", "database"), SemVer.of(version)),
                    content,
                    SemVer.of(runtime),
                    edition,
                    at));
  }

  @Provide
  Arbitrary<ProviderVersion> beginnings() {
    var releases = releases().filter(one -> one.id().version().text().equals("1.0.0"));
    return Combinators.combine(releases, instants(), Arbitraries.of(true, false))
        .as(
            (release, at, building) ->
                building ? new Building(release, "bld_1", at) : new Published(release, at, at));
  }

  private Arbitrary<Instant> instants() {
    return Arbitraries.integers().between(0, 1_000).map(CREATED::plusSeconds);
  }

  @Provide
  Arbitrary<ProviderVersionEvent> events() {
    return Arbitraries.oneOf(
        Combinators.combine(contents(), instants()).as(Built::new),
        instants().map(at -> new BuildBroke("No compiler", at)),
        Combinators.combine(releases(), instants()).as(Republished::new),
        Combinators.combine(maybe(Arbitraries.of("Broken", "Leaks")), instants())
            .as(YankAsked::new),
        instants().map(UnyankAsked::new));
  }

  @Provide
  Arbitrary<List<ProviderVersionEvent>> walks() {
    return events().list().ofMaxSize(20);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.of("", "one", "two", "three");
  }

  private static Arbitrary<List<String>> tags() {
    return Arbitraries.of("a", "b", "c").list().uniqueElements().ofMaxSize(3);
  }

  @Provide
  Arbitrary<DisplayData> displays() {
    var some = texts().filter(text -> !text.isEmpty());
    return Combinators.combine(some, texts(), maybe(some), maybe(some), tags())
        .as(DisplayData::new);
  }

  @Provide
  Arbitrary<DisplayData.Edit> edits() {
    var some = texts().filter(text -> !text.isEmpty());
    return Combinators.combine(
            maybe(some), maybe(texts()), maybe(texts()), maybe(texts()), maybe(tags()))
        .as(DisplayData.Edit::new);
  }
}
