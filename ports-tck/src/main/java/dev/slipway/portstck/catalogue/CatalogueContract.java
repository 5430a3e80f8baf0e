package dev.slipway.portstck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import dev.slipway.ports.driven.catalogue.CatalogueQuery;
import dev.slipway.ports.driven.catalogue.ProviderView;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Revision;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.StoreContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code Catalogue} owes its callers about single providers and their versions. */
public interface CatalogueContract extends StoreContract {

  /** The provider of most tests. */
  ProviderName DB = ProviderName.of("acme/db");

  // One provider.

  @Test
  default void a_provider_is_found_with_all_that_stands_beside_it() {
    var provider = given().provider(Samples.aProvider("acme/db").registered());
    given().published("acme/db", "1.0.0", "2.0.0");
    given().version(Samples.aProviderVersion("acme/db", "3.0.0").yanked());
    given().installation(Samples.anInstallation("one", "acme/db").ready());
    given().installation(Samples.anInstallation("two", "acme/db").deleting());

    var found = store().catalogue().provider(DB);

    assertThat(found)
        .contains(new ProviderView(provider, 2, 2, 1, Optional.of(SemVer.of("2.0.0"))));
  }

  @Test
  default void a_provider_with_nothing_published_is_found_and_has_no_latest() {
    given().provider("acme/db");

    var found = store().catalogue().provider(DB);

    assertThat(found).get().extracting(ProviderView::latest).isEqualTo(Optional.empty());
  }

  @Test
  default void names_are_exact() {
    given().provider("acme/db");

    for (String other : List.of("acme/d", "acme/db2", "acm/edb", "acme/b", "acme-db/db")) {
      assertThat(store().catalogue().provider(ProviderName.of(other))).as(other).isEmpty();
    }
  }

  @Test
  default void a_provider_of_the_platform_has_no_owner() {
    var provider = given().provider(Samples.aProvider("platform/db").registered());

    var found = store().catalogue().provider(ProviderName.of("platform/db"));

    assertThat(found).get().extracting(ProviderView::provider).isEqualTo(provider);
  }

  // Editions.

  @Test
  default void a_deleted_provider_is_invisible_with_all_its_versions_but_not_to_publishing() {
    given().published("acme/db", "1.0.0");
    var version = store().catalogue().version(id("1.0.0")).orElseThrow();

    var deleted = deleted(1);

    assertThat(store().catalogue().provider(DB)).isEmpty();
    assertThat(store().catalogue().version(id("1.0.0"))).isEmpty();
    assertThat(store().catalogue().versions(DB, false, Paging.first()).items()).isEmpty();
    assertThat(store().catalogue().versions(DB, true, Paging.first()).total()).isZero();
    assertThat(store().catalogue().automaticTarget(DB, SemVer.of("0.9.0"), VersionRange.of("*")))
        .isEmpty();
    assertThat(all().items()).isEmpty();
    assertThat(all().total()).isZero();
    assertThat(store().catalogue().publishing(id("1.0.0")).provider())
        .contains(new Versioned<>(deleted, new Revision(2)));
    assertThat(store().catalogue().publishing(id("1.0.0")).version()).contains(version);
  }

  @Test
  default void a_restored_provider_shows_only_what_was_published_again() {
    given().published("acme/db", "1.0.0", "2.0.0", "3.0.0-rc.1");
    deleted(1);
    var again = Samples.aProviderVersion("acme/db", "1.0.0").edition(1).published();

    given()
        .committed(
            new Change.PutProvider(Samples.aProvider("acme/db").edition(1).registered(), at(2)),
            new Change.PutProviderVersion(again, at(1)),
            new Change.CountProvider(DB, 1, 0, 0));

    assertThat(store().catalogue().provider(DB))
        .get()
        .extracting(ProviderView::publishedVersions, ProviderView::latest)
        .containsExactly(1L, Optional.of(SemVer.of("1.0.0")));
    assertThat(store().catalogue().version(id("1.0.0")))
        .contains(new Versioned<>(again, new Revision(2)));
    assertThat(store().catalogue().version(id("2.0.0"))).isEmpty();
    assertThat(versions(false)).containsExactly("1.0.0");
    assertThat(store().catalogue().publishing(id("2.0.0")).version()).isPresent();
    assertThat(all().total()).isOne();
  }

  private Provider.Deleted deleted(int edition) {
    var deleted = Samples.aProvider("acme/db").edition(edition).deleted();
    given().committed(new Change.PutProvider(deleted, at(1)));
    return deleted;
  }

  private static Expected at(long revision) {
    return new Expected.At(new Revision(revision));
  }

  // One version.

  @Test
  default void every_state_of_a_version_is_found_as_it_was_stored() {
    var states =
        List.of(
            Samples.aProviderVersion("acme/db", "1.0.0").building(),
            Samples.aProviderVersion("acme/db", "2.0.0").published(),
            Samples.aProviderVersion("acme/db", "3.0.0").failed(),
            Samples.aProviderVersion("acme/db", "4.0.0").yanked());

    states.forEach(given()::version);

    for (ProviderVersion state : states) {
      assertThat(store().catalogue().version(state.id()))
          .contains(new Versioned<>(state, Revision.FIRST));
    }
  }

  @Test
  default void a_version_goes_from_state_to_state() {
    var sample = Samples.aProviderVersion("acme/db", "1.0.0");
    given().version(sample.building());
    var states = List.of(sample.failed(), sample.published(), sample.yanked(), sample.published());

    for (int i = 0; i < states.size(); i++) {
      given().committed(new Change.PutProviderVersion(states.get(i), at(i + 1L)));

      assertThat(store().catalogue().version(id("1.0.0")))
          .contains(new Versioned<>(states.get(i), new Revision(i + 2L)));
      assertThat(versions(true))
          .hasSize(states.get(i) instanceof ProviderVersion.Published ? 1 : 0);
    }
  }

  @Test
  default void a_version_is_addressed_by_its_exact_text() {
    given().published("acme/db", "1.0.0+one");

    assertThat(store().catalogue().version(id("1.0.0+one"))).isPresent();
    for (String other : List.of("1.0.0", "1.0.0+two", "1.0.0+On", "1.0.0-one", "1.0.1+one")) {
      assertThat(store().catalogue().version(id(other))).as(other).isEmpty();
    }
  }

  @Test
  default void publishing_looks_at_the_version_of_the_same_precedence() {
    given().version(Samples.aProviderVersion("acme/db", "1.0.0+one").yanked());
    given().committed(new Change.PutRuntimeVersion(Samples.aRuntimeVersion("5.0.0")));
    given().committed(new Change.PutRuntimeVersion(Samples.aRuntimeVersion("6.0.0-rc.1")));

    var scene = store().catalogue().publishing(id("1.0.0+two"));

    assertThat(scene.provider()).isPresent();
    assertThat(scene.version())
        .contains(
            new Versioned<>(
                Samples.aProviderVersion("acme/db", "1.0.0+one").yanked(), Revision.FIRST));
    assertThat(scene.runtime()).contains(Samples.aRuntimeVersion("5.0.0"));
    assertThat(store().catalogue().publishing(id("1.0.1")).version()).isEmpty();
  }

  // Latest.

  @Test
  default void the_latest_is_the_highest_published_release() {
    given().published("acme/db", "1.9.0", "1.10.0", "2.0.0-rc.9", "1.2.0");
    given().version(Samples.aProviderVersion("acme/db", "3.0.0").yanked());
    given().version(Samples.aProviderVersion("acme/db", "4.0.0").failed());
    given().version(Samples.aProviderVersion("acme/db", "5.0.0").building());

    assertThat(latest()).contains(SemVer.of("1.10.0"));
  }

  @Test
  default void without_a_release_the_latest_is_the_highest_pre_release() {
    given().published("acme/db", "1.0.0-rc.9", "1.0.0-rc.10", "1.0.0-rc.1.a", "1.0.0-beta");

    assertThat(latest()).contains(SemVer.of("1.0.0-rc.10"));
  }

  @Test
  default void yanking_the_latest_makes_the_one_before_it_the_latest() {
    given().published("acme/db", "1.0.0", "2.0.0");
    given()
        .committed(
            new Change.PutProviderVersion(
                Samples.aProviderVersion("acme/db", "2.0.0").yanked(), at(1)),
            new Change.CountProvider(DB, -1, 0, 0));
    assertThat(latest()).contains(SemVer.of("1.0.0"));

    given()
        .committed(
            new Change.PutProviderVersion(
                Samples.aProviderVersion("acme/db", "1.0.0").yanked(), at(1)),
            new Change.CountProvider(DB, -1, 0, 0));

    assertThat(latest()).isEmpty();
  }

  private Optional<SemVer> latest() {
    return store().catalogue().provider(DB).orElseThrow().latest();
  }

  // The versions of a provider.

  @Test
  default void versions_come_by_precedence_descending_whatever_their_state() {
    given().published("acme/db", "1.0.0", "10.0.0", "2.0.0-rc.2", "2.0.0-rc.11");
    given().version(Samples.aProviderVersion("acme/db", "2.0.0").yanked());
    given().version(Samples.aProviderVersion("acme/db", "9.0.0").failed());
    given().published("acme/queue", "7.0.0");

    assertThat(versions(false))
        .containsExactly("10.0.0", "9.0.0", "2.0.0", "2.0.0-rc.11", "2.0.0-rc.2", "1.0.0");
    assertThat(versions(true)).containsExactly("10.0.0", "2.0.0-rc.11", "2.0.0-rc.2", "1.0.0");
  }

  @Test
  default void an_unknown_provider_has_no_versions() {
    var page = store().catalogue().versions(DB, false, Paging.first());

    assertThat(page.items()).isEmpty();
    assertThat(page.total()).isZero();
  }

  @Test
  default void pages_of_versions_tell_the_whole_and_start_where_they_are_told() {
    given().published("acme/db", "1.0.0", "2.0.0+b", "3.0.0", "4.0.0");

    var byOffset = versions(new Paging(2, new Paging.Offset(1)));
    var byKey = versions(new Paging(2, new Paging.After("4.0.0")));
    var beyond = versions(new Paging(2, new Paging.Offset(4)));

    assertThat(byOffset).containsExactly("3.0.0", "2.0.0+b");
    assertThat(byKey).isEqualTo(byOffset);
    assertThat(beyond).isEmpty();
    assertThat(store().catalogue().versions(DB, true, new Paging(1, new Paging.Offset(9))).total())
        .isEqualTo(4);
  }

  @Test
  default void a_page_of_versions_may_start_behind_what_is_not_there() {
    given().published("acme/db", "1.0.0", "2.0.0+b", "3.0.0");

    assertThat(versions(after("2.5.0"))).containsExactly("2.0.0+b", "1.0.0");
    assertThat(versions(after("99.0.0"))).containsExactly("3.0.0", "2.0.0+b", "1.0.0");
    assertThat(versions(after("0.0.0-0"))).isEmpty();
    assertThat(versions(after("2.0.0+other"))).as("build metadata").containsExactly("1.0.0");
    for (String nonsense : List.of("", "2", "two", "v2.0.0", "2.0.0\n", "%", "😀")) {
      assertThat(versions(after(nonsense))).as(nonsense).isEmpty();
    }
  }

  private static Paging after(String key) {
    return new Paging(100, new Paging.After(key));
  }

  @Test
  default void a_thousand_versions_keep_their_order_through_all_pages() {
    var versions =
        new ArrayList<>(
            IntStream.range(0, 1_000)
                .mapToObj(
                    i ->
                        SemVer.of(
                            i % 11 + "." + i % 7 + "." + i + (i % 3 == 0 ? "-rc." + i % 13 : "")))
                .toList());
    Collections.shuffle(versions, new Random(1));
    given().provider("acme/db");
    for (int i = 0; i < versions.size(); i += 50) {
      given()
          .committed(
              versions.subList(i, i + 50).stream()
                  .map(version -> Samples.aProviderVersion("acme/db", version.text()).published())
                  .map(version -> new Change.PutProviderVersion(version, new Expected.Absent()))
                  .toList());
    }
    given().committed(new Change.CountProvider(DB, versions.size(), 0, 0));

    var paged = new ArrayList<SemVer>();
    var key = "99.0.0";
    while (paged.size() < versions.size()) {
      var page =
          store().catalogue().versions(DB, true, new Paging(97, new Paging.After(key))).items();
      assertThat(page).isNotEmpty();
      page.forEach(version -> paged.add(version.version()));
      key = paged.getLast().text();
    }

    assertThat(paged).isEqualTo(versions.stream().sorted(Collections.reverseOrder()).toList());
    assertThat(versions(new Paging(5, new Paging.Offset(500))))
        .isEqualTo(paged.subList(500, 505).stream().map(SemVer::text).toList());
    assertThat(latest()).contains(SemVer.of("10.6.923"));
  }

  private List<String> versions(boolean publishedOnly) {
    return store().catalogue().versions(DB, publishedOnly, Paging.first()).items().stream()
        .map(version -> version.version().text())
        .toList();
  }

  private List<String> versions(Paging paging) {
    return store().catalogue().versions(DB, true, paging).items().stream()
        .map(version -> version.version().text())
        .toList();
  }

  // Where an installation may go by itself.

  @Test
  default void the_automatic_target_is_the_highest_compatible_published_release() {
    given()
        .published(
            "acme/db",
            "0.1.0",
            "0.1.9",
            "0.2.0",
            "1.0.0",
            "1.2.0",
            "1.10.0+b",
            "1.11.0-rc.1",
            "2.0.0-rc.1",
            "2.0.0",
            "2.0.1-rc.1",
            "10.0.0",
            "99999999999999999999.0.0",
            "99999999999999999999.5.0");
    given().version(Samples.aProviderVersion("acme/db", "1.20.0").yanked());
    given().version(Samples.aProviderVersion("acme/db", "1.21.0").failed());
    given().version(Samples.aProviderVersion("acme/db", "1.22.0").building());

    assertThat(targetOf("1.0.0")).contains("1.10.0+b");
    assertThat(targetOf("1.0.0-rc.1")).contains("1.10.0+b");
    assertThat(targetOf("1.9.9+any")).contains("1.10.0+b");
    assertThat(targetOf("1.10.0")).as("itself").isEmpty();
    assertThat(targetOf("1.10.0-rc.1")).contains("1.10.0+b");
    assertThat(targetOf("1.20.0")).as("lower than installed").isEmpty();
    assertThat(targetOf("2.0.0")).as("only a pre-release is higher").isEmpty();
    assertThat(targetOf("2.0.0-alpha")).contains("2.0.0");
    assertThat(targetOf("3.0.0")).as("another major").isEmpty();
    assertThat(targetOf("0.1.0")).as("below 1 the minor counts").contains("0.1.9");
    assertThat(targetOf("0.2.0")).isEmpty();
    assertThat(targetOf("0.0.1")).isEmpty();
    assertThat(targetOf("9.0.0")).isEmpty();
    assertThat(targetOf("99999999999999999999.1.0")).contains("99999999999999999999.5.0");
    assertThat(targetOf("99999999999999999998.1.0")).isEmpty();
    assertThat(targetOf("9".repeat(124) + ".0.0")).as("the longest major").isEmpty();
    assertThat(targetOf("0." + "9".repeat(124) + ".0")).as("the longest minor").isEmpty();
  }

  @Test
  default void the_longest_versions_have_automatic_targets_too() {
    var nines = "9".repeat(124);
    given().published("acme/db", nines + ".0.1", "0." + nines + ".1", "1.0.0");

    assertThat(targetOf(nines + ".0.0")).contains(nines + ".0.1");
    assertThat(targetOf("0." + nines + ".0")).contains("0." + nines + ".1");
  }

  @Test
  default void an_unknown_provider_has_no_automatic_target() {
    assertThat(targetOf("1.0.0")).isEmpty();
  }

  @Test
  default void the_automatic_target_lies_in_the_range() {
    given()
        .published(
            "acme/db",
            "0.1.0",
            "1.0.0",
            "1.0.9",
            "1.2.0",
            "1.3.0-rc.1",
            "2.0.0",
            "2.5.0+b",
            "3.0.0",
            "99999999999999999999.0.0");
    given().version(Samples.aProviderVersion("acme/db", "1.4.0").yanked());

    assertThat(targetOf("1.0.0", "*")).contains("99999999999999999999.0.0");
    assertThat(targetOf("1.0.0", "<99999999999999999999")).contains("3.0.0");
    assertThat(targetOf("1.0.0", ">=1.0.0 <3")).contains("2.5.0+b");
    assertThat(targetOf("1.0.0", "~1.0.0")).contains("1.0.9");
    assertThat(targetOf("1.0.0", "<=1.0.9")).as("the end counts").contains("1.0.9");
    assertThat(targetOf("1.0.0", "<1.0.9")).as("the end does not count").isEmpty();
    assertThat(targetOf("1.0.0", "1.2.0")).as("nothing else").contains("1.2.0");
    assertThat(targetOf("1.0.0", "1.3 || 1.4")).as("nothing that could be meant").isEmpty();
    assertThat(targetOf("1.0.0", ">=1.1")).as("not near").contains("99999999999999999999.0.0");
    assertThat(targetOf("1.0.0", "2.x || 1.x")).as("any order").contains("2.5.0+b");
    assertThat(targetOf("1.0.0", "1.x || 2.x || 4.x")).contains("2.5.0+b");
    assertThat(targetOf("1.0.0", "1.x || <1.1 || ~1.2")).as("one in another").contains("1.2.0");
    assertThat(targetOf("2.5.0", "1.x || 2.x")).as("what it has").isEmpty();
    assertThat(targetOf("2.5.0-rc.1", "1.x || 2.x")).contains("2.5.0+b");
    assertThat(targetOf("2.0.0", "1.x")).as("never down").isEmpty();
    assertThat(targetOf("1.0.0", ">2 <1")).as("nothing is in it").isEmpty();
    assertThat(targetOf("1.0.0", "^" + "9".repeat(128))).as("beyond all versions").isEmpty();
    assertThat(targetOf("1.0.0", "<" + "9".repeat(128))).contains("99999999999999999999.0.0");
    assertThat(targetOf("1.0.0", "1||".repeat(85))).contains("99999999999999999999.0.0");
  }

  private Optional<String> targetOf(String installed) {
    return targetOf(installed, VersionRange.compatibleWith(SemVer.of(installed)));
  }

  private Optional<String> targetOf(String installed, String range) {
    return targetOf(installed, VersionRange.of(range));
  }

  private Optional<String> targetOf(String installed, VersionRange range) {
    return store()
        .catalogue()
        .automaticTarget(DB, SemVer.of(installed), range)
        .map(target -> target.version().text());
  }

  private Page<ProviderView> all() {
    return store()
        .catalogue()
        .providers(
            new CatalogueQuery(
                Optional.of(organization("acme")), false, "", List.of(), Paging.first()));
  }

  private static VersionId id(String version) {
    return new VersionId(DB, SemVer.of(version));
  }
}
