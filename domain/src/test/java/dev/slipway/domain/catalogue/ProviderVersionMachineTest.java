package dev.slipway.domain.catalogue;

import static dev.slipway.domain.catalogue.ReleaseSample.CREATED;
import static dev.slipway.domain.catalogue.ReleaseSample.content;
import static dev.slipway.domain.catalogue.ReleaseSample.release;
import static dev.slipway.domain.catalogue.ReleaseSample.withChangelog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderVersion.Building;
import dev.slipway.domain.catalogue.ProviderVersion.Failed;
import dev.slipway.domain.catalogue.ProviderVersion.Published;
import dev.slipway.domain.catalogue.ProviderVersion.Yanked;
import dev.slipway.domain.catalogue.ProviderVersionEvent.BuildBroke;
import dev.slipway.domain.catalogue.ProviderVersionEvent.Built;
import dev.slipway.domain.catalogue.ProviderVersionEvent.Republished;
import dev.slipway.domain.catalogue.ProviderVersionEvent.UnyankAsked;
import dev.slipway.domain.catalogue.ProviderVersionEvent.YankAsked;
import dev.slipway.domain.catalogue.ProviderVersionMachine.Outcome;
import dev.slipway.domain.states.Answer;
import dev.slipway.domain.states.Machine;
import dev.slipway.domain.states.StateDiagram;
import dev.slipway.domain.states.TransitionTable;
import dev.slipway.domain.states.TransitionTable.Row;
import dev.slipway.domain.version.SemVer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The transition table of a provider version (contract/foundation.md section 4). How to read it
 * stands at {@link TransitionTable}. In every situation 1.0.0+a is stored since day 0, in edition 2
 * of its provider, on runtime 3.1.0; what is published again pins runtime 3.2.0 at day 9.
 */
class ProviderVersionMachineTest {

  private static final TransitionTable TABLE =
      TransitionTable.of(
          """
          building | built | published; content of the build; published day 9; updated day 9
          building | build broke | failed 'No compiler'; updated day 9
          building | republished, the same or republished, other content or republished, a later edition | no: immutable building, differences []
          building | republished, another build | no: immutable building, differences [version]
          building | yank asked | no: building to yanked
          building | unyank asked | no: building to published

          published | republished, the same | nothing
          published | republished, other content | no: immutable published, differences [changelog, entrypoint]
          # Build metadata makes no second version, whatever the rest.
          published | republished, another build, the same | no: immutable published, differences [version]
          published | republished, another build, other content | no: immutable published, differences [changelog, entrypoint, version]
          # The provider was deleted since: the same content restores, and nothing else does.
          published | republished, a later edition, the same | published; edition 3; updated day 9
          published | republished, a later edition, other content | no: immutable published, differences [changelog, entrypoint]
          published | yank asked with a reason | yanked because 'Broken'; yanked day 9; updated day 9
          published | yank asked without | yanked; yanked day 9; updated day 9
          published | unyank asked | nothing
          published | built | no: published to published
          published | build broke | no: published to failed

          # Nobody could rely on it: it may be replaced, by the same number.
          failed | republished, the same | published; runtime 3.2.0; published day 9; updated day 9
          failed | republished, other content | published; other content; runtime 3.2.0; published day 9; updated day 9
          failed | republished, a later edition, the same | published; runtime 3.2.0; edition 3; published day 9; updated day 9
          failed | republished, a later edition, other content | published; other content; runtime 3.2.0; edition 3; published day 9; updated day 9
          failed | republished, another build | no: immutable failed, differences [version]
          failed | yank asked | no: failed to yanked
          failed | unyank asked | no: failed to published
          failed | built | no: failed to published
          failed | build broke | no: failed to failed

          yanked | unyank asked | published; updated day 9
          yanked | yank asked | nothing
          yanked | republished, the same or republished, other content or republished, a later edition | no: immutable yanked, differences []
          yanked | republished, another build | no: immutable yanked, differences [version]
          yanked | built | no: yanked to published
          yanked | build broke | no: yanked to failed
          """);

  private static final WheelContent OTHER = other(content());
  private static final WheelContent OF_THE_BUILD =
      withChangelog(content(), Optional.of("Built from sources"));

  private static final Machine<ProviderVersion, ProviderVersionEvent> MACHINE =
      new Machine<>(
          situations(),
          events(),
          version -> version,
          (version, event) -> tell(version, ProviderVersionMachine.apply(version, event)));
  private static final List<Machine.Pair> PAIRS = MACHINE.pairs();

  private static WheelContent other(WheelContent content) {
    return new WheelContent(
        content.wheelUrl(),
        content.sha256(),
        content.packageName(),
        content.schemas(),
        Optional.empty(),
        List.of());
  }

  private static Instant day(int number) {
    return CREATED.plus(Duration.ofDays(number));
  }

  private static Map<String, ProviderVersion> situations() {
    var release = release("1.0.0+a", content());
    var all = new LinkedHashMap<String, ProviderVersion>();
    all.put("building", new Building(release, "bld_1", day(1)));
    all.put("published", new Published(release, day(2), day(2)));
    all.put("failed", new Failed(release, "No sources", day(3)));
    all.put("yanked", new Yanked(release, day(2), day(4), Optional.of("Leaks"), day(4)));
    return all;
  }

  private static Map<String, Function<ProviderVersion, ProviderVersionEvent>> events() {
    var all = new LinkedHashMap<String, Function<ProviderVersion, ProviderVersionEvent>>();
    all.put("built", v -> new Built(OF_THE_BUILD, day(9)));
    all.put("build broke", v -> new BuildBroke("No compiler", day(9)));
    addRepublished(all, "republished, the same", "1.0.0+a", content(), 2);
    addRepublished(all, "republished, other content", "1.0.0+a", OTHER, 2);
    addRepublished(all, "republished, another build, the same", "1.0.0+b", content(), 2);
    addRepublished(all, "republished, another build, other content", "1.0.0+b", OTHER, 2);
    addRepublished(all, "republished, a later edition, the same", "1.0.0+a", content(), 3);
    addRepublished(all, "republished, a later edition, other content", "1.0.0+a", OTHER, 3);
    all.put("yank asked with a reason", v -> new YankAsked(Optional.of("Broken"), day(9)));
    all.put("yank asked without", v -> new YankAsked(Optional.empty(), day(9)));
    all.put("unyank asked", v -> new UnyankAsked(day(9)));
    return all;
  }

  private static void addRepublished(
      Map<String, Function<ProviderVersion, ProviderVersionEvent>> all,
      String words,
      String version,
      WheelContent content,
      int edition) {
    var id = new VersionId(ProviderName.of("acme", "database"), SemVer.of(version));
    var release = new Release(id, content, SemVer.of("3.2.0"), edition, day(9));
    all.put(words, v -> new Republished(release, day(9)));
  }

  private static Answer tell(ProviderVersion before, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Unchanged(var current) -> {
        assertThat(current).isEqualTo(before);
        yield new Answer.Nothing();
      }
      case Outcome.Immutable(var status, var differences) ->
          new Answer.Refused("immutable " + status.word() + ", differences " + differences);
      case Outcome.NotPossible(var current, var target) ->
          new Answer.Refused(current.word() + " to " + target.word());
      case Outcome.Moved(var next) ->
          new Answer.Moved(next.getClass().getSimpleName(), tell(before, next));
    };
  }

  /** Everything that changed; what no word tells of is as it was. */
  private static String tell(ProviderVersion before, ProviderVersion next) {
    var was = before.release();
    var is = next.release();
    assertThat(is.id()).isEqualTo(was.id());
    assertThat(is.createdAt()).isEqualTo(was.createdAt());
    var facts = new ArrayList<String>();
    facts.add(next.status().word() + reason(next));
    if (!is.content().equals(was.content())) {
      facts.add(is.content().equals(OF_THE_BUILD) ? "content of the build" : "other content");
      assertThat(is.content()).isIn(OF_THE_BUILD, OTHER);
    }
    if (!is.runtimeVersion().equals(was.runtimeVersion())) {
      facts.add("runtime " + is.runtimeVersion());
    }
    if (is.edition() != was.edition()) {
      facts.add("edition " + is.edition());
    }
    published(next)
        .filter(at -> !published(before).equals(Optional.of(at)))
        .ifPresent(at -> facts.add("published " + day(at)));
    if (next instanceof Yanked yanked) {
      facts.add("yanked " + day(yanked.yankedAt()));
    }
    if (!next.updatedAt().equals(before.updatedAt())) {
      facts.add("updated " + day(next.updatedAt()));
    }
    return String.join("; ", facts);
  }

  private static String reason(ProviderVersion version) {
    return switch (version) {
      case Building building -> "";
      case Published published -> "";
      case Failed failed -> " '" + failed.error() + "'";
      case Yanked yanked -> yanked.reason().map(why -> " because '" + why + "'").orElse("");
    };
  }

  private static Optional<Instant> published(ProviderVersion version) {
    return switch (version) {
      case Building building -> Optional.empty();
      case Published published -> Optional.of(published.publishedAt());
      case Failed failed -> Optional.empty();
      case Yanked yanked -> Optional.of(yanked.publishedAt());
    };
  }

  private static String day(Instant at) {
    return "day " + Duration.between(CREATED, at).toDays();
  }

  static List<Row> rows() {
    return TABLE.rows();
  }

  @Nested
  class Table {

    @ParameterizedTest
    @MethodSource("dev.slipway.domain.catalogue.ProviderVersionMachineTest#rows")
    void the_machine_answers_as_the_row_says(Row row) {
      var spoken = PAIRS.stream().filter(row::speaksOf).toList();

      assertThat(spoken).isNotEmpty();
      assertThat(spoken).allSatisfy(p -> assertThat(p.answer().words()).isEqualTo(row.answer()));
    }

    @Test
    void exactly_one_row_speaks_of_every_situation_and_event() {
      assertThat(PAIRS).allSatisfy(p -> assertThat(TABLE.rowsFor(p)).as("%s", p).isEqualTo(1));
    }

    @Test
    void every_state_meets_every_event() {
      var met = PAIRS.stream().map(p -> List.of(p.state(), p.event())).collect(Collectors.toSet());

      assertThat(met)
          .hasSize(
              Machine.kinds(ProviderVersion.class).size()
                  * Machine.kinds(ProviderVersionEvent.class).size());
    }

    @Test
    void every_kind_of_outcome_is_met() {
      var outcomes =
          MACHINE.situations().values().stream()
              .flatMap(
                  one ->
                      MACHINE.events().values().stream()
                          .map(event -> ProviderVersionMachine.apply(one, event.apply(one))))
              .map(outcome -> outcome.getClass().getSimpleName())
              .collect(Collectors.toSet());

      assertThat(outcomes).containsExactlyInAnyOrderElementsOf(Machine.kinds(Outcome.class));
    }
  }

  @Nested
  class States {

    @ParameterizedTest
    @EnumSource
    void are_spelled_as_on_the_wire(ProviderVersion.Status status) {
      assertThat(status.word()).isEqualTo(status.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void know_the_number_that_they_are_of() {
      assertThat(MACHINE.situations().values())
          .allSatisfy(
              version -> {
                assertThat(version.version()).isEqualTo(SemVer.of("1.0.0+a"));
                assertThat(version.id()).hasToString("acme/database@1.0.0+a");
              });
    }
  }

  @Test
  void the_page_shows_what_the_machine_does() {
    var legend =
        """
        In the examples 1.0.0+a is stored since day 0, in edition 2 of its provider, on runtime 3.1.0; *Published* and
        *Yanked* were published on day 2. Events happen on day 9; what is published again pins runtime 3.2.0.
        """;
    var beginnings = new LinkedHashMap<String, String>();
    beginnings.put("the first push", "Building");
    beginnings.put("the first publication", "Published");

    var page = StateDiagram.page("Version of a provider", legend, beginnings, PAIRS);

    StateDiagram.check("provider-version.md", page);
  }
}
