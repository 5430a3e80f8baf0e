package dev.slipway.portstck.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.ContentReference;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.PackageId;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersion.Verification;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.packages.RegisteredPackage.LatestVersion;
import dev.slipway.domain.packages.Source;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.packages.Packages;
import dev.slipway.ports.driven.packages.VersionScene;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.NewestFirst.Place;
import dev.slipway.ports.paging.Stretch;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Race;
import dev.slipway.portstck.store.StoreContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What {@code Packages} owes its callers, and {@code Commits} about packages. */
public interface PackagesContract extends StoreContract {

  /** The port under test. */
  private Packages packages() {
    return store().packages();
  }

  private static PackageKey key(String organization, String id) {
    return Samples.aPackage(organization, id).key();
  }

  // One package.

  @Test
  default void a_package_and_its_first_version_keep_every_field() {
    var sample = Samples.aPackage("acme", "lake").named("La'ke \u0001 😀");

    given().aPackage(sample);

    assertThat(packages().find(sample.key())).contains(sample.registered());
    assertThat(packages().version(sample.key(), sample.first().id())).contains(sample.first());
    assertThat(packages().ofRepository(organization("acme"), repository("lake")))
        .contains(sample.registered());
  }

  @Test
  default void what_is_not_said_of_a_package_stays_unsaid() {
    var sample =
        Samples.aPackage("acme", "lake")
            .describedAs(Optional.empty())
            .in(new Source.Hosted("repo_01k9"));

    given().aPackage(sample);

    assertThat(packages().find(sample.key())).contains(sample.registered());
    assertThat(packages().ofRepository(organization("acme"), repository("lake"))).isEmpty();
  }

  @Test
  default void what_is_empty_is_not_the_same_as_what_is_not_said() {
    var sample = Samples.aPackage("acme", "lake").describedAs(Optional.of(""));

    given().aPackage(sample);

    assertThat(packages().find(sample.key()).orElseThrow().description()).contains("");
  }

  @Test
  default void a_version_keeps_every_field_and_the_very_text_of_its_schema() {
    var owner = given().aPackage(Samples.aPackage("acme", "lake"));
    var digest = ContentDigest.Algorithm.SHA512.of(new byte[] {1});
    var version =
        Samples.aPackageVersion(owner.key(), "2.0.0-rc.1+b.5")
            .at(
                new ContentReference(
                    "oci://REGISTRY.example.org:443/lake@" + digest.text(), digest))
            .asking(schema())
            .fitting(Optional.empty())
            .verified(Verification.SCHEMA_ABSENT)
            .version();

    given().aPackageVersion(version);

    var stored = packages().version(owner.key(), version.id()).orElseThrow();
    assertThat(stored).isEqualTo(version);
    assertThat(stored.inputSchema().toText()).isEqualTo(schema().toText());
    assertThat(stored.ref().text()).isEqualTo(version.ref().text());
  }

  /** Digits, an order of members and texts that stores like to change. */
  private static JsonObject schema() {
    return Json.object()
        .put("z", Json.number("1.50"))
        .put("a", Json.number("1e131"))
        .put("negative zero", Json.number("-0"))
        .put("large", Json.number("12345678901234567890.123456789012345678901234567890"))
        .put("properties", Json.object().put("b", true).put("a", Json.object().build()).build())
        .put("text", "U+0000 \u0000, half a pair \ud83d, a pair 😀, a quote ' and \\")
        .put("", Json.nothing())
        .build();
  }

  @Test
  default void nothing_is_found_where_nothing_is() {
    given().aPackage(Samples.aPackage("acme", "lake"));
    var unknown = key("acme", "river");

    assertThat(packages().find(unknown)).isEmpty();
    assertThat(packages().scene(unknown, SemVer.of("1.0.0"))).isEmpty();
    assertThat(packages().versions(unknown, NewestFirst.top(10))).isEmpty();
    assertThat(packages().ofRepository(organization("acme"), repository("river"))).isEmpty();
    assertThat(packages().version(key("acme", "lake"), new PackageVersionId("pkgv_x"))).isEmpty();
    assertThat(packages().page(organization("nobody"), NewestFirst.top(10)))
        .isEqualTo(new Stretch<>(List.of(), false));
  }

  @Test
  default void a_scene_has_the_package_and_its_version_of_the_same_precedence() {
    var sample = Samples.aPackage("acme", "lake").startingWith("1.0.0+a");
    given().aPackage(sample);

    assertThat(packages().scene(sample.key(), SemVer.of("1.0.0+b")))
        .contains(new VersionScene(sample.registered(), Optional.of(sample.first())));
    assertThat(packages().scene(sample.key(), SemVer.of("1.0.0-rc.1")))
        .contains(new VersionScene(sample.registered(), Optional.empty()));
  }

  // Tenants.

  @Test
  default void another_organization_sees_nothing() {
    var sample = Samples.aPackage("acme", "lake");
    given().aPackage(sample);
    var stranger = new PackageKey(organization("Acme"), sample.key().id());

    assertThat(packages().find(stranger)).isEmpty();
    assertThat(packages().scene(stranger, SemVer.of("1.0.0"))).isEmpty();
    assertThat(packages().version(stranger, sample.first().id())).isEmpty();
    assertThat(packages().versions(stranger, NewestFirst.top(10))).isEmpty();
    assertThat(packages().ofRepository(stranger.organization(), repository("lake"))).isEmpty();
    assertThat(packages().page(stranger.organization(), NewestFirst.top(10)).items()).isEmpty();
  }

  @Test
  default void another_organization_changes_nothing() {
    var sample = Samples.aPackage("acme", "lake");
    given().aPackage(sample);
    var stranger = new PackageKey(organization("other"), sample.key().id());

    assertThat(commit(new Change.RemovePackage(stranger, Etag.FIRST)))
        .isInstanceOf(Committed.Stale.class);
    assertThat(
            commit(
                new Change.AddPackageVersion(Samples.aPackageVersion(stranger, "2.0.0").version())))
        .isEqualTo(new Committed.Stale(new Lost.PackageGone(stranger)));
    assertThat(packages().find(sample.key())).contains(sample.registered());
  }

  @Test
  default void two_organizations_may_have_a_package_of_one_repository() {
    var shared = new Source.Oci(repository("shared"));

    given().aPackage(Samples.aPackage("acme", "one").in(shared));
    given().aPackage(Samples.aPackage("other", "two").in(shared));

    assertThat(
            packages().ofRepository(organization("acme"), shared.repository()).orElseThrow().id())
        .isEqualTo(new PackageId("pkg_one"));
    assertThat(
            packages().ofRepository(organization("other"), shared.repository()).orElseThrow().id())
        .isEqualTo(new PackageId("pkg_two"));
  }

  // Making packages.

  @Test
  default void an_organization_has_one_package_of_a_repository() {
    var first = Samples.aPackage("acme", "one").in(new Source.Oci(repository("shared")));
    var second = Samples.aPackage("acme", "two").in(new Source.Oci(repository("shared")));
    given().aPackage(first);

    var outcome = commit(second.created());

    assertThat(outcome).isEqualTo(new Committed.Stale(new Lost.PackageExists(first.key().id())));
    assertThat(packages().find(second.key())).isEmpty();
    assertThat(packages().version(second.key(), second.first().id())).isEmpty();
  }

  @Test
  default void hosted_packages_are_not_told_apart_by_a_repository() {
    given().aPackage(Samples.aPackage("acme", "one").in(new Source.Hosted("repo_1")));

    given().aPackage(Samples.aPackage("acme", "two").in(new Source.Hosted("repo_1")));

    assertThat(packages().page(organization("acme"), NewestFirst.top(10)).items()).hasSize(2);
  }

  @Test
  default void an_id_belongs_to_one_package() {
    var sample = Samples.aPackage("acme", "lake");
    given().aPackage(sample);
    var twin = Samples.aPackage("acme", "lake").in(new Source.Oci(repository("elsewhere")));

    assertThat(commit(twin.created())).isInstanceOf(Committed.Stale.class);
    assertThat(packages().find(sample.key())).contains(sample.registered());
  }

  // Adding versions.

  @Test
  default void a_version_of_the_same_precedence_is_refused_and_the_stored_one_named() {
    var sample = Samples.aPackage("acme", "lake").startingWith("1.0.0+a");
    given().aPackage(sample);

    var outcome =
        commit(
            new Change.AddPackageVersion(
                Samples.aPackageVersion(sample.key(), "1.0.0+b").version()));

    assertThat(outcome)
        .isEqualTo(
            new Committed.Stale(new Lost.SemVerTaken(sample.first().id(), SemVer.of("1.0.0+a"))));
    assertThat(packages().find(sample.key())).contains(sample.registered());
  }

  @Test
  default void a_version_of_a_package_that_is_gone_is_refused() {
    var gone = key("acme", "gone");

    var outcome =
        commit(new Change.AddPackageVersion(Samples.aPackageVersion(gone, "1.0.0").version()));

    assertThat(outcome).isEqualTo(new Committed.Stale(new Lost.PackageGone(gone)));
  }

  @Test
  default void an_id_belongs_to_one_version() {
    var sample = Samples.aPackage("acme", "lake");
    given().aPackage(sample);
    var taken = sample.first().id().value().substring("pkgv_".length());

    var outcome =
        commit(
            new Change.AddPackageVersion(
                Samples.aPackageVersion(sample.key(), "2.0.0").called(taken).version()));

    assertThat(outcome).isInstanceOf(Committed.Stale.class);
    assertThat(packages().version(sample.key(), sample.first().id())).contains(sample.first());
    assertThat(packages().find(sample.key())).contains(sample.registered());
  }

  @Test
  default void each_version_moves_the_etag_and_only_a_later_one_moves_the_latest() {
    var sample = Samples.aPackage("acme", "lake").startingWith("1.0.0-rc.1");
    var expected = given().aPackage(sample);

    for (String version :
        List.of("1.0.0-beta", "1.0.0-rc.2", "0.9.0", "2.0.0-rc.1", "1.4.9", "1.10.0", "1.9.0")) {
      var added = given().aPackageVersion(Samples.aPackageVersion(sample.key(), version).version());

      expected = expected.with(added);
      assertThat(packages().find(sample.key())).as(version).contains(expected);
    }
    assertThat(expected.latest().semver()).isEqualTo(SemVer.of("1.10.0"));
    assertThat(expected.etag()).isEqualTo(new Etag(8));
  }

  @Test
  default void of_many_who_add_one_version_at_once_exactly_one_does() {
    var sample = Samples.aPackage("acme", "lake");
    given().aPackage(sample);
    var stores = List.of(store(), harness().reopen());

    var outcomes =
        Race.of(
            12,
            index ->
                stores
                    .get(index % 2)
                    .commits()
                    .commit(
                        Commit.of(
                            new Change.AddPackageVersion(
                                Samples.aPackageVersion(sample.key(), "2.0.0+b" + index)
                                    .version()))));

    assertThat(outcomes).filteredOn(Committed.Done.class::isInstance).hasSize(1);
    var winner = packages().scene(sample.key(), SemVer.of("2.0.0")).orElseThrow().samePrecedence();
    assertThat(outcomes)
        .filteredOn(Committed.Stale.class::isInstance)
        .hasSize(11)
        .containsOnly(
            new Committed.Stale(
                new Lost.SemVerTaken(winner.orElseThrow().id(), winner.orElseThrow().semver())));
    assertThat(packages().find(sample.key()).orElseThrow().etag()).isEqualTo(new Etag(2));
  }

  @Test
  default void all_who_add_different_versions_at_once_do_and_the_latest_is_the_highest() {
    var sample = Samples.aPackage("acme", "lake");
    given().aPackage(sample);
    var stores = List.of(store(), harness().reopen());

    var outcomes =
        Race.of(
            12,
            index ->
                stores
                    .get(index % 2)
                    .commits()
                    .commit(
                        Commit.of(
                            new Change.AddPackageVersion(
                                Samples.aPackageVersion(sample.key(), "1." + (index + 1) + ".0")
                                    .version()))));

    assertThat(outcomes).containsOnly(new Committed.Done());
    var found = packages().find(sample.key()).orElseThrow();
    assertThat(found.latest().semver()).isEqualTo(SemVer.of("1.12.0"));
    assertThat(found.etag()).isEqualTo(new Etag(13));
    assertThat(everyVersion(sample.key(), 5)).hasSize(13);
  }

  @Test
  default void of_many_who_import_one_repository_at_once_exactly_one_does() {
    var stores = List.of(store(), harness().reopen());

    var outcomes =
        Race.of(
            8,
            index ->
                stores
                    .get(index % 2)
                    .commits()
                    .commit(
                        Commit.of(
                            Samples.aPackage("acme", "lake" + index)
                                .in(new Source.Oci(repository("shared")))
                                .created())));

    assertThat(outcomes).filteredOn(Committed.Done.class::isInstance).hasSize(1);
    var winner = packages().ofRepository(organization("acme"), repository("shared")).orElseThrow();
    assertThat(outcomes)
        .filteredOn(Committed.Stale.class::isInstance)
        .containsOnly(new Committed.Stale(new Lost.PackageExists(winner.id())));
    assertThat(packages().page(organization("acme"), NewestFirst.top(10)).items())
        .containsExactly(winner);
  }

  // Removing packages.

  @Test
  default void a_removed_package_is_gone_with_its_versions_and_may_be_imported_again() {
    var sample = Samples.aPackage("acme", "lake");
    given().aPackage(sample);
    var second = given().aPackageVersion(Samples.aPackageVersion(sample.key(), "2.0.0").version());

    given().committed(new Change.RemovePackage(sample.key(), new Etag(2)));

    assertThat(packages().find(sample.key())).isEmpty();
    assertThat(packages().version(sample.key(), second.id())).isEmpty();
    assertThat(packages().versions(sample.key(), NewestFirst.top(10))).isEmpty();
    assertThat(packages().page(organization("acme"), NewestFirst.top(10)).items()).isEmpty();
    var again =
        given().aPackage(Samples.aPackage("acme", "lake2").in(sample.registered().source()));
    assertThat(packages().find(again.key())).contains(again);
  }

  @Test
  default void a_package_that_has_moved_is_not_removed() {
    var sample = Samples.aPackage("acme", "lake");
    given().aPackage(sample);
    given().aPackageVersion(Samples.aPackageVersion(sample.key(), "2.0.0").version());

    assertThat(commit(new Change.RemovePackage(sample.key(), Etag.FIRST)))
        .isInstanceOf(Committed.Stale.class);
    assertThat(commit(new Change.RemovePackage(sample.key(), new Etag(3))))
        .isInstanceOf(Committed.Stale.class);
    assertThat(commit(new Change.RemovePackage(key("acme", "none"), Etag.FIRST)))
        .isInstanceOf(Committed.Stale.class);
    assertThat(packages().find(sample.key())).isPresent();
  }

  @Test
  default void removing_and_adding_at_once_leaves_all_or_nothing() {
    for (int round = 0; round < 5; round++) {
      var sample = Samples.aPackage("acme", "lake" + round);
      given().aPackage(sample);
      var added = Samples.aPackageVersion(sample.key(), "2.0.0").version();
      var other = harness().reopen();

      var outcomes =
          Race.of(
              List.of(
                  () -> commit(new Change.AddPackageVersion(added)),
                  () ->
                      other
                          .commits()
                          .commit(Commit.of(new Change.RemovePackage(sample.key(), Etag.FIRST)))));

      assertThat(outcomes).filteredOn(Committed.Done.class::isInstance).hasSize(1);
      if (outcomes.getFirst() instanceof Committed.Done) {
        assertThat(packages().version(sample.key(), added.id())).contains(added);
      } else {
        assertThat(outcomes.getFirst())
            .isEqualTo(new Committed.Stale(new Lost.PackageGone(sample.key())));
        assertThat(packages().find(sample.key())).isEmpty();
      }
    }
  }

  @Test
  default void a_version_never_changes_whatever_happens_around_it() {
    var sample = Samples.aPackage("acme", "lake");
    given().aPackage(sample);
    var text = sample.first().inputSchema().toText();

    given().aPackageVersion(Samples.aPackageVersion(sample.key(), "2.0.0").version());
    given().aPackage(Samples.aPackage("other", "lake3"));
    given().committed(new Change.RemovePackage(key("other", "lake3"), Etag.FIRST));
    commit(
        new Change.AddPackageVersion(
            Samples.aPackageVersion(sample.key(), "1.0.0").asking(schema()).version()));

    var stored = packages().version(sample.key(), sample.first().id()).orElseThrow();
    assertThat(stored).isEqualTo(sample.first());
    assertThat(stored.inputSchema().toText()).isEqualTo(text);
  }

  // Lists.

  @Test
  default void packages_come_newest_first_and_of_the_same_moment_by_id_descending() {
    given().aPackage(Samples.aPackage("acme", "b"));
    given().aPackage(Samples.aPackage("acme", "c"));
    given().aPackage(Samples.aPackage("acme", "a"));
    given().aPackage(Samples.aPackage("acme", "y").importedAt(Samples.NOON.plusNanos(1_000)));
    given().aPackage(Samples.aPackage("acme", "z").importedAt(Samples.NOON.minusNanos(1_000)));
    given().aPackage(Samples.aPackage("other", "x"));

    var all = packages().page(organization("acme"), NewestFirst.top(100));

    assertThat(all.items())
        .extracting(found -> found.id().value())
        .containsExactly("pkg_y", "pkg_c", "pkg_b", "pkg_a", "pkg_z");
    assertThat(all.more()).isFalse();
  }

  @Test
  default void parts_of_every_size_make_up_the_whole() {
    for (int i = 0; i < 7; i++) {
      given()
          .aPackage(Samples.aPackage("acme", "p" + i).importedAt(Samples.NOON.plusSeconds(i / 2)));
    }
    var whole = packages().page(organization("acme"), NewestFirst.top(100)).items();

    for (int limit = 1; limit <= 8; limit++) {
      assertThat(everyPackage(limit)).as("by " + limit).isEqualTo(whole);
    }
    assertThat(packages().page(organization("acme"), NewestFirst.top(7)).more()).isFalse();
    assertThat(packages().page(organization("acme"), NewestFirst.top(6)).more()).isTrue();
  }

  @Test
  default void what_was_there_at_first_is_told_exactly_once_whatever_is_made_meanwhile() {
    for (int i = 0; i < 6; i++) {
      given().aPackage(Samples.aPackage("acme", "p" + i).importedAt(Samples.NOON.plusSeconds(i)));
    }
    var there = packages().page(organization("acme"), NewestFirst.top(100)).items();
    var told = new ArrayList<RegisteredPackage>();
    NewestFirst next = NewestFirst.top(2);

    for (int round = 0; ; round++) {
      var part = packages().page(organization("acme"), next);
      told.addAll(part.items());
      if (!part.more()) {
        break;
      }
      given()
          .aPackage(
              Samples.aPackage("acme", "new" + round)
                  .importedAt(Samples.NOON.plusSeconds(round % 2 == 0 ? 100 : -100)));
      next = NewestFirst.behind(2, place(part.items().getLast()));
    }

    assertThat(told).containsOnlyOnceElementsOf(there);
    assertThat(told).filteredOn(there::contains).isEqualTo(there);
  }

  @Test
  default void a_list_goes_on_behind_an_entry_that_is_gone() {
    for (String id : List.of("a", "b", "c")) {
      given().aPackage(Samples.aPackage("acme", id));
    }
    var first = packages().page(organization("acme"), NewestFirst.top(2)).items();
    given().committed(new Change.RemovePackage(first.getLast().key(), Etag.FIRST));

    var rest = packages().page(organization("acme"), NewestFirst.behind(2, place(first.getLast())));

    assertThat(rest.items()).extracting(found -> found.id().value()).containsExactly("pkg_a");
  }

  @Test
  default void a_version_moves_no_package_in_the_list() {
    given().aPackage(Samples.aPackage("acme", "a"));
    given().aPackage(Samples.aPackage("acme", "b"));

    given()
        .aPackageVersion(
            Samples.aPackageVersion(key("acme", "a"), "2.0.0")
                .madeAt(Samples.NOON.plusSeconds(60))
                .version());

    var page = packages().page(organization("acme"), NewestFirst.top(10)).items();
    assertThat(page).extracting(found -> found.id().value()).containsExactly("pkg_b", "pkg_a");
    assertThat(page.getLast().latest())
        .isEqualTo(
            new LatestVersion(
                Samples.aPackageVersion(key("acme", "a"), "2.0.0").version().id(),
                SemVer.of("2.0.0")));
  }

  @Test
  default void versions_come_newest_first_whatever_their_precedence() {
    var sample = Samples.aPackage("acme", "lake").startingWith("5.0.0");
    given().aPackage(sample);
    var older =
        given()
            .aPackageVersion(
                Samples.aPackageVersion(sample.key(), "9.0.0")
                    .madeAt(Samples.NOON.minusSeconds(1))
                    .version());
    var newer =
        given()
            .aPackageVersion(
                Samples.aPackageVersion(sample.key(), "0.1.0")
                    .madeAt(Samples.NOON.plusSeconds(1))
                    .version());

    assertThat(everyVersion(sample.key(), 100)).containsExactly(newer, sample.first(), older);
    assertThat(everyVersion(sample.key(), 1)).containsExactly(newer, sample.first(), older);
  }

  @Test
  default void a_part_of_versions_ends_before_its_schemas_are_too_many_bytes() {
    var sample = Samples.aPackage("acme", "lake");
    given().aPackage(sample);
    var large = Json.object().put("description", "ü".repeat(131_000)).build();
    for (int i = 1; i <= 10; i++) {
      given()
          .aPackageVersion(
              Samples.aPackageVersion(sample.key(), "2.0." + i)
                  .asking(large)
                  .madeAt(Samples.NOON.plusSeconds(i))
                  .version());
    }
    int fitting = (int) (Packages.MAX_SCHEMA_BYTES / large.utf8Length());

    var part = packages().versions(sample.key(), NewestFirst.top(100)).orElseThrow();

    assertThat(part.items()).hasSize(fitting);
    assertThat(part.more()).isTrue();
    assertThat(everyVersion(sample.key(), 100)).hasSize(11);
  }

  private List<RegisteredPackage> everyPackage(int limit) {
    return every(
        part -> packages().page(organization("acme"), part), PackagesContract::place, limit);
  }

  private List<PackageVersion> everyVersion(PackageKey key, int limit) {
    return every(
        part -> packages().versions(key, part).orElseThrow(),
        version -> new Place(version.createdAt(), version.id().value()),
        limit);
  }

  private static <T> List<T> every(
      Function<NewestFirst, Stretch<T>> read, Function<T, Place> place, int limit) {
    var all = new ArrayList<T>();
    var part = read.apply(NewestFirst.top(limit));
    all.addAll(part.items());
    while (part.more()) {
      part = read.apply(NewestFirst.behind(limit, place.apply(part.items().getLast())));
      all.addAll(part.items());
    }
    return all;
  }

  private static Place place(RegisteredPackage found) {
    return new Place(found.createdAt(), found.id().value());
  }

  private static OciRepository repository(String path) {
    return OciRepository.of("oci://registry.example.org/" + path);
  }
}
