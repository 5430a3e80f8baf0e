package dev.slipway.portstck.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.tenancy.Reach;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Revision;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.paging.Paging;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.StoreContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code Installations} owes its callers. */
public interface InstallationsContract extends StoreContract {

  /** The provider of most tests. */
  ProviderName DB = ProviderName.of("acme/db");

  // One installation.

  @Test
  default void every_state_is_found_as_it_was_stored() {
    var states = Samples.anInstallation("tenant", "acme/db").everyState();
    var id = states.getFirst().id();
    given().installation(states.getFirst());

    for (int i = 1; i < states.size(); i++) {
      given()
          .committed(new Change.PutInstallation(states.get(i), new Expected.At(new Revision(i))));

      assertThat(store().installations().find(id))
          .contains(
              new InstallationView(
                  new Versioned<>(states.get(i), new Revision(i + 1L)),
                  Optional.empty(),
                  Optional.empty()));
    }
  }

  @Test
  default void absent_fields_stay_absent() {
    var bare =
        Samples.anInstallation("tenant", "acme/db")
            .runningNothing()
            .policy(UpgradePolicy.MANUAL)
            .generation(1)
            .pending();

    given().installation(bare);

    assertThat(found(bare.id())).isEqualTo(bare);
  }

  @Test
  default void an_installation_shows_the_runtime_to_which_it_points() {
    var sample = Samples.anInstallation("tenant", "acme/db");
    given().installation(sample.registration(new RegistrationId("reg_2")).ready());
    given().registration(Samples.aRegistration(sample.ready()).called("reg_1").healthy());
    var second =
        given()
            .registration(
                Samples.aRegistration(sample.ready()).called("reg_2").instance("pod-2").degraded());

    var view = store().installations().find(sample.ready().id()).orElseThrow();

    assertThat(view.registration()).contains(second);
  }

  @Test
  default void an_installation_that_points_to_no_stored_runtime_shows_none() {
    var installation =
        given()
            .installation(
                Samples.anInstallation("tenant", "acme/db")
                    .registration(new RegistrationId("reg_9"))
                    .ready())
            .value();

    var view = store().installations().find(installation.id()).orElseThrow();

    assertThat(view.registration()).isEmpty();
    assertThat(view.installation().value()).isEqualTo(installation);
  }

  @Test
  default void an_installation_shows_its_providers_latest_at_reading_time() {
    given().published("acme/db", "1.0.0");
    var id = given().installation(Samples.anInstallation("tenant", "acme/db").ready()).value().id();
    assertThat(store().installations().find(id).orElseThrow().latest())
        .contains(SemVer.of("1.0.0"));

    given().published("acme/db", "2.0.0");

    assertThat(store().installations().find(id).orElseThrow().latest())
        .contains(SemVer.of("2.0.0"));
  }

  @Test
  default void a_removed_installation_is_gone_everywhere() {
    var installation =
        given()
            .installation(Samples.anInstallation("tenant", "acme/db").processing(Instant.EPOCH))
            .value();

    given().committed(new Change.RemoveInstallation(installation.id(), Revision.FIRST));

    assertThat(store().installations().find(installation.id())).isEmpty();
    assertThat(store().installations().page(organization("tenant"), Paging.first()).total())
        .isZero();
    assertThat(store().installations().overdue(Samples.NOON, 10)).isEmpty();
    assertThat(store().installations().automatic(DB, "", 10)).isEmpty();
    assertThat(store().installations().all(Optional.empty(), 10)).isEmpty();
  }

  // What somebody's scopes let them see.

  @Test
  default void a_page_shows_what_is_in_reach_alone() {
    for (String provider :
        List.of("acme/a", "acme/b", "acme-2/a", "beta/a", "beta/b-a", "beta/c")) {
      given().installation(Samples.anInstallation("tenant", provider).ready());
    }
    given().installation(Samples.anInstallation("other", "acme/a").ready());

    assertThat(inReach("acme", "*")).containsExactly("2", "acme/a", "acme/b");
    assertThat(inReach("*", "a")).containsExactly("3", "acme-2/a", "acme/a", "beta/a");
    assertThat(inReach("beta", "c")).containsExactly("1", "beta/c");
    assertThat(inReach("beta", "c", "acme", "*"))
        .containsExactly("3", "acme/a", "acme/b", "beta/c");
    assertThat(inReach("acme", "*", "*", "a"))
        .as("each once")
        .containsExactly("4", "acme-2/a", "acme/a", "acme/b", "beta/a");
    assertThat(inReach("*", "*")).hasSize(7);
    assertThat(inReach("acm", "*", "*", "b-", "gamma", "a")).containsExactly("0");
    assertThat(inReach()).containsExactly("0");
  }

  @Test
  default void pages_of_what_is_in_reach_go_on_where_the_last_one_ended() {
    for (int i = 0; i < 9; i++) {
      given().installation(Samples.anInstallation("tenant", "acme/p" + i).ready());
      given().installation(Samples.anInstallation("tenant", "beta/p" + i).ready());
    }
    var reach = new Reach(List.of(names("beta", "*")));

    var later =
        store()
            .installations()
            .page(organization("tenant"), reach, new Paging(3, new Paging.After("beta/p4")));
    var skipped =
        store()
            .installations()
            .page(organization("tenant"), reach, new Paging(3, new Paging.Offset(7)));

    assertThat(later.items())
        .extracting(view -> view.installation().value().id().provider().canonical())
        .containsExactly("beta/p5", "beta/p6", "beta/p7");
    assertThat(skipped.items())
        .extracting(view -> view.installation().value().id().provider().canonical())
        .containsExactly("beta/p7", "beta/p8");
    assertThat(skipped.total()).isEqualTo(9);
  }

  /** The total, then the names. */
  private List<String> inReach(String... prefixesAndNames) {
    var parts = new ArrayList<Reach.Names>();
    for (int i = 0; i < prefixesAndNames.length; i += 2) {
      parts.add(names(prefixesAndNames[i], prefixesAndNames[i + 1]));
    }
    var page =
        store().installations().page(organization("tenant"), new Reach(parts), Paging.first());
    var all = new ArrayList<String>();
    all.add(Long.toString(page.total()));
    page.items().forEach(view -> all.add(view.installation().value().id().provider().canonical()));
    return all;
  }

  private static Reach.Names names(String prefix, String name) {
    return new Reach.Names(
        Optional.of(prefix).filter(word -> !word.equals("*")),
        Optional.of(name).filter(word -> !word.equals("*")));
  }

  // Tenants.

  @Test
  default void a_tenant_sees_its_own_installations_alone() {
    for (String tenant : List.of("tenant", "Tenant", "tenant2", "tenan", "tenant_")) {
      given().installation(Samples.anInstallation(tenant, "acme/db").ready());
    }

    var page = store().installations().page(organization("tenant"), Paging.first());

    assertThat(page.items())
        .extracting(view -> view.installation().value().id())
        .containsExactly(Samples.installationId("tenant", "acme/db"));
    assertThat(page.total()).isOne();
    assertThat(store().installations().find(Samples.installationId("tenan_", "acme/db"))).isEmpty();
  }

  @Test
  default void a_tenants_page_goes_by_canonical_name_and_shows_what_is_found_one_by_one() {
    for (String name : List.of("acme/b", "acme/a", "b/a", "acme-2/a", "acme/a-1")) {
      given().installation(Samples.anInstallation("tenant", name).ready());
    }
    given().published("acme/a", "1.0.0");
    var names = List.of("acme-2/a", "acme/a", "acme/a-1", "acme/b", "b/a");

    var page = store().installations().page(organization("tenant"), Paging.first());

    assertThat(page.items())
        .isEqualTo(
            names.stream()
                .map(name -> Samples.installationId("tenant", name))
                .map(id -> store().installations().find(id).orElseThrow())
                .toList());
    assertThat(page.total()).isEqualTo(5);
    assertThat(page(new Paging(2, new Paging.Offset(1)))).containsExactly("acme/a", "acme/a-1");
    assertThat(page(new Paging(2, new Paging.After("acme/a"))))
        .containsExactly("acme/a-1", "acme/b");
    assertThat(page(new Paging(2, new Paging.After("acme/a-0"))))
        .containsExactly("acme/a-1", "acme/b");
    assertThat(page(new Paging(2, new Paging.After("c")))).isEmpty();
    assertThat(page(new Paging(1, new Paging.After("")))).containsExactly("acme-2/a");
  }

  private List<String> page(Paging paging) {
    return store().installations().page(organization("tenant"), paging).items().stream()
        .map(view -> view.installation().value().id().provider().canonical())
        .toList();
  }

  // A scene.

  @Test
  default void a_scene_shows_provider_target_latest_and_installation() {
    given().published("acme/db", "1.0.0", "2.0.0");
    given().version(Samples.aProviderVersion("acme/db", "3.0.0").yanked());
    var id = given().installation(Samples.anInstallation("tenant", "acme/db").ready()).value().id();

    var latest = store().installations().scene(id, new VersionChoice.Latest());
    var exact = store().installations().scene(id, new VersionChoice.Exact(SemVer.of("3.0.0")));
    var none = store().installations().scene(id, new VersionChoice.None());

    assertThat(latest.target()).contains(Samples.aProviderVersion("acme/db", "2.0.0").published());
    assertThat(exact.target()).contains(Samples.aProviderVersion("acme/db", "3.0.0").yanked());
    assertThat(none.target()).isEmpty();
    assertThat(List.of(latest, exact, none))
        .allSatisfy(
            scene -> {
              assertThat(scene.provider())
                  .contains(
                      new Versioned<>(Samples.aProvider("acme/db").registered(), Revision.FIRST));
              assertThat(scene.latest()).contains(SemVer.of("2.0.0"));
              assertThat(scene.installation()).isEqualTo(store().installations().find(id));
            });
  }

  @Test
  default void a_scene_shows_no_other_tenants_installation_and_no_other_text_of_a_version() {
    given().published("acme/db", "1.0.0+one");
    given().installation(Samples.anInstallation("other", "acme/db").ready());

    var scene =
        store()
            .installations()
            .scene(
                Samples.installationId("tenant", "acme/db"),
                new VersionChoice.Exact(SemVer.of("1.0.0")));

    assertThat(scene.installation()).isEmpty();
    assertThat(scene.target()).isEmpty();
    assertThat(scene.provider()).isPresent();
  }

  @Test
  default void a_scene_shows_a_deleted_provider_and_none_of_its_versions() {
    given().published("acme/db", "1.0.0");
    var deleted = Samples.aProvider("acme/db").edition(1).deleted();
    given().committed(new Change.PutProvider(deleted, new Expected.At(Revision.FIRST)));
    var id = Samples.installationId("tenant", "acme/db");

    var exact = store().installations().scene(id, new VersionChoice.Exact(SemVer.of("1.0.0")));
    var latest = store().installations().scene(id, new VersionChoice.Latest());

    assertThat(exact.provider()).contains(new Versioned<>(deleted, new Revision(2)));
    assertThat(exact.target()).isEmpty();
    assertThat(latest.target()).isEmpty();
    assertThat(latest.latest()).isEmpty();
  }

  // What a sweep looks for.

  @Test
  default void the_longest_overdue_come_first_and_the_deadline_itself_is_overdue() {
    processing("tenant-b", 2);
    processing("tenant-a", 2);
    processing("tenant-c", 1);
    processing("tenant-d", 3);
    given().installation(Samples.anInstallation("tenant-e", "acme/db").failed());

    var overdue = store().installations().overdue(Samples.NOON.plusSeconds(2), 10);

    assertThat(overdue)
        .extracting(id -> id.organization().value())
        .containsExactly("tenant-c", "tenant-a", "tenant-b");
    assertThat(store().installations().overdue(Samples.NOON.plusSeconds(2), 2))
        .isEqualTo(overdue.subList(0, 2));
    assertThat(store().installations().overdue(Samples.NOON.plusSeconds(2).minusNanos(1_000), 10))
        .extracting(id -> id.organization().value())
        .containsExactly("tenant-c");
    assertThat(store().installations().overdue(Samples.NOON, 10)).isEmpty();
  }

  @Test
  default void what_is_no_longer_processing_is_no_longer_overdue() {
    var id = processing("tenant", 1);

    given()
        .committed(
            new Change.PutInstallation(
                Samples.anInstallation("tenant", "acme/db").ready(),
                new Expected.At(Revision.FIRST)));

    assertThat(store().installations().overdue(Samples.NOON.plusSeconds(9), 10)).doesNotContain(id);
  }

  private InstallationId processing(String tenant, int seconds) {
    return given()
        .installation(
            Samples.anInstallation(tenant, "acme/db").processing(Samples.NOON.plusSeconds(seconds)))
        .value()
        .id();
  }

  @Test
  default void automatic_installations_of_a_provider_come_by_tenant_page_by_page() {
    var tenants = List.of("Zulu", "alpha", "_under", "-dash", "0", "a", "B", "omega");
    for (String tenant : tenants) {
      given()
          .installation(
              Samples.anInstallation(tenant, "acme/db").policy(UpgradePolicy.AUTO).ready());
    }
    given()
        .installation(
            Samples.anInstallation("manual", "acme/db").policy(UpgradePolicy.MANUAL).ready());
    given().installation(Samples.anInstallation("other", "acme/queue").ready());

    var paged = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      var after = paged.isEmpty() ? "" : paged.getLast();
      store()
          .installations()
          .automatic(DB, after, 3)
          .forEach(id -> paged.add(id.organization().value()));
    }

    assertThat(paged).isEqualTo(tenants.stream().sorted().toList());
    assertThat(store().installations().automatic(DB, "b", 1))
        .containsExactly(Samples.installationId("omega", "acme/db"));
    assertThat(store().installations().automatic(ProviderName.of("acme/none"), "", 9)).isEmpty();
  }

  @Test
  default void automatic_is_who_has_that_policy_now_in_whatever_state() {
    var sample = Samples.anInstallation("tenant", "acme/db");
    var id = given().installation(sample.policy(UpgradePolicy.MANUAL).ready()).value().id();
    assertThat(store().installations().automatic(DB, "", 10)).isEmpty();
    long revision = 1;

    for (Installation state : sample.policy(UpgradePolicy.AUTO).everyState()) {
      given().committed(new Change.PutInstallation(state, new Expected.At(new Revision(revision))));
      revision++;
      assertThat(store().installations().automatic(DB, "", 10))
          .as(state.state().word())
          .containsExactly(id);
    }
  }

  @Test
  default void all_installations_of_all_tenants_come_by_tenant_then_provider() {
    given().installation(Samples.anInstallation("b", "acme/a").ready());
    given().installation(Samples.anInstallation("a", "acme/b").ready());
    given().installation(Samples.anInstallation("a", "acme/a-b").deleting());
    given().installation(Samples.anInstallation("a", "acme/a").pending());
    given().installation(Samples.anInstallation("a-b", "acme/a").failed());
    var expected =
        List.of(
            Samples.installationId("a", "acme/a"),
            Samples.installationId("a", "acme/a-b"),
            Samples.installationId("a", "acme/b"),
            Samples.installationId("a-b", "acme/a"),
            Samples.installationId("b", "acme/a"));

    var all = store().installations().all(Optional.empty(), 10);

    assertThat(all)
        .isEqualTo(
            expected.stream()
                .map(id -> store().installations().find(id).orElseThrow().installation())
                .toList());
    assertThat(ids(Optional.empty(), 2)).isEqualTo(expected.subList(0, 2));
    assertThat(ids(Optional.of(expected.get(1)), 2)).isEqualTo(expected.subList(2, 4));
    assertThat(ids(Optional.of(Samples.installationId("a", "zz/z")), 2))
        .as("behind one that is not there")
        .isEqualTo(expected.subList(3, 5));
    assertThat(ids(Optional.of(expected.getLast()), 2)).isEmpty();
  }

  private List<InstallationId> ids(Optional<InstallationId> after, int limit) {
    return store().installations().all(after, limit).stream()
        .map(installation -> installation.value().id())
        .toList();
  }

  private Installation found(InstallationId id) {
    return store().installations().find(id).orElseThrow().installation().value();
  }
}
