package dev.slipway.portstck.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.catalogue.ProviderView;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.commit.Revision;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.delivery.Claim;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.driven.lease.Leases;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.StoreContract;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What {@code Commits} owes its callers, one commit at a time. */
public interface CommitsContract extends StoreContract {

  /** What a write expects that creates. */
  Expected ABSENT = new Expected.Absent();

  /** The provider of most tests. */
  ProviderName DB = ProviderName.of("acme/db");

  /** What a write expects of an aggregate that was written so often. */
  static Expected at(long revision) {
    return new Expected.At(new Revision(revision));
  }

  /** Writes of each kind of aggregate that can be written again. */
  private List<Function<Expected, Change>> writes() {
    given().published("acme/db", "1.0.0");
    var served = given().installation(Samples.anInstallation("other", "acme/db").ready()).value();
    return List.of(
        expected -> new Change.PutOrganization(Samples.anOrganization("fresh"), expected),
        expected -> new Change.PutToken(Samples.aToken("acme").token(), expected),
        expected -> new Change.PutProvider(Samples.aProvider("acme/fresh").registered(), expected),
        expected ->
            new Change.PutProviderVersion(
                Samples.aProviderVersion("acme/db", "2.0.0").building(), expected),
        expected ->
            new Change.PutInstallation(Samples.anInstallation("acme", "acme/db").ready(), expected),
        expected -> new Change.PutRegistration(Samples.aRegistration(served).healthy(), expected));
  }

  // Revisions.

  @Test
  default void what_is_absent_can_be_created_once() {
    for (var write : writes()) {
      var first = commit(write.apply(ABSENT));
      var second = commit(write.apply(ABSENT));

      assertThat(first).as(write.apply(ABSENT).toString()).isEqualTo(new Committed.Done());
      assertThat(second).isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
    }
  }

  @Test
  default void every_write_names_the_revision_before_it_and_makes_the_next_one() {
    for (var write : writes()) {
      var outcomes =
          List.of(
              commit(write.apply(ABSENT)), commit(write.apply(at(1))), commit(write.apply(at(2))));

      assertThat(outcomes).as(write.apply(ABSENT).toString()).containsOnly(new Committed.Done());
    }
  }

  @Test
  default void a_write_of_an_earlier_or_later_revision_is_lost() {
    for (var write : writes()) {
      given().committed(write.apply(ABSENT));
      given().committed(write.apply(at(1)));

      for (long revision : new long[] {1, 3, Long.MAX_VALUE}) {
        assertThat(commit(write.apply(at(revision))))
            .as(write.apply(at(revision)).toString())
            .isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
      }
    }
  }

  @Test
  default void a_write_of_a_revision_of_what_never_was_is_lost() {
    for (var write : writes()) {
      assertThat(commit(write.apply(at(1))))
          .as(write.apply(at(1)).toString())
          .isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
    }
  }

  private static void isMoved(Committed.Stale stale) {
    assertThat(stale.lost())
        .isInstanceOfSatisfying(Lost.Moved.class, lost -> assertThat(lost.what()).isNotBlank());
  }

  @Test
  default void readers_are_told_the_revision_to_name() {
    given().version(Samples.aProviderVersion("acme/db", "1.0.0").published());
    given().installation(Samples.anInstallation("acme", "acme/db").ready());
    var provider = view("acme/db").provider();
    var version = store().catalogue().version(versionId("1.0.0")).orElseThrow();
    var installation =
        store().installations().find(Samples.installationId("acme", "acme/db")).orElseThrow();

    var outcome =
        commit(
            new Change.PutProvider(provider.value(), provider.expected()),
            new Change.PutProviderVersion(version.value(), version.expected()),
            new Change.PutInstallation(
                installation.installation().value(), installation.installation().expected()));

    assertThat(outcome).isEqualTo(new Committed.Done());
    assertThat(view("acme/db").provider().revision()).isEqualTo(new Revision(2));
    assertThat(store().catalogue().version(versionId("1.0.0")))
        .contains(new Versioned<>(version.value(), new Revision(2)));
    assertThat(store().installations().find(Samples.installationId("acme", "acme/db")))
        .get()
        .extracting(found -> found.installation().revision())
        .isEqualTo(new Revision(2));
  }

  @Test
  default void a_removed_installation_is_absent_and_begins_again_at_the_first_revision() {
    var put =
        new Change.PutInstallation(Samples.anInstallation("acme", "acme/db").deleting(), ABSENT);
    given().provider("acme/db");
    given().committed(put);
    given().committed(new Change.RemoveInstallation(put.next().id(), Revision.FIRST));

    var again = commit(put);

    assertThat(again).isEqualTo(new Committed.Done());
    assertThat(store().installations().find(put.next().id()))
        .get()
        .extracting(found -> found.installation().revision())
        .isEqualTo(Revision.FIRST);
  }

  @Test
  default void an_installation_is_removed_at_its_revision_alone() {
    var installation = given().installation(Samples.anInstallation("acme", "acme/db").deleting());
    var id = installation.value().id();
    var other = Samples.installationId("other", "acme/db");

    assertThat(commit(new Change.RemoveInstallation(id, new Revision(2))))
        .isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
    assertThat(commit(new Change.RemoveInstallation(other, Revision.FIRST)))
        .isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
    assertThat(store().installations().find(id)).isPresent();
  }

  // All or nothing.

  @Test
  default void a_commit_of_every_kind_of_change_becomes_true_at_once() {
    given().published("acme/db", "1.0.0");
    given().messages(Samples.aMessage("worker", "DO"), Samples.aMessage("gone", "OLD"));
    var claims = store().outbox().claim(1, Duration.ofHours(1));
    var claimed = claims.getFirst();
    var superseded = claimed.message().key().value().equals("worker") ? "gone" : "worker";
    var installation = Samples.anInstallation("fresh", "acme/db").pending();
    var registration = Samples.aRegistration(installation).healthy();
    var answer = Samples.aKeptAnswer("fresh", "key", inADay());

    var outcome =
        commit(
            new Change.PutOrganization(Samples.anOrganization("fresh"), ABSENT),
            new Change.PutToken(Samples.aToken("fresh").token(), ABSENT),
            new Change.PutProvider(Samples.aProvider("fresh/mine").registered(), ABSENT),
            new Change.PutProviderVersion(
                Samples.aProviderVersion("fresh/mine", "1.0.0").published(), ABSENT),
            new Change.CountProvider(ProviderName.of("fresh/mine"), 1, 0, 0),
            new Change.PutRuntimeVersion(Samples.aRuntimeVersion("9.0.0")),
            new Change.RequireProvider(DB, Revision.FIRST),
            new Change.CountProvider(DB, 0, 1, 1),
            new Change.PutInstallation(installation, ABSENT),
            new Change.PutRegistration(registration, ABSENT),
            new Change.Acknowledge(claimed.claim()),
            new Change.Supersede(new DeliveryKey(superseded), Set.of("OLD", "DO")),
            new Change.Append(Samples.aMessage("next", "NEW")),
            new Change.Keep(answer));

    assertThat(outcome).isEqualTo(new Committed.Done());
    assertThat(store().organizations().find(new OrganizationId("fresh"))).isPresent();
    assertThat(store().tokens().of(new OrganizationId("fresh"))).hasSize(1);
    assertThat(view("fresh/mine").publishedVersions()).isOne();
    assertThat(view("fresh/mine").latest()).contains(SemVer.of("1.0.0"));
    assertThat(store().runtimeVersions().latest()).contains(Samples.aRuntimeVersion("9.0.0"));
    assertThat(view("acme/db").existing()).isOne();
    assertThat(view("acme/db").installCount()).isOne();
    assertThat(store().installations().find(installation.id())).isPresent();
    assertThat(store().registrations().find(registration.id())).isPresent();
    assertThat(store().answers().find(answer.key(), harness().now())).contains(answer);
    assertThat(given().claimed().message()).isEqualTo(Samples.aMessage("next", "NEW"));
    assertThat(store().outbox().size()).isOne();
  }

  @Test
  default void a_commit_that_loses_in_one_part_changes_nothing_at_all() {
    given().published("acme/db", "1.0.0");
    given().installation(Samples.anInstallation("other", "acme/db").ready());
    given().messages(Samples.aMessage("worker", "DO"));
    var claim = given().claimed().claim();
    var parts = harmless(claim);

    for (Change losing : losing(claim)) {
      for (int place : new int[] {0, parts.size() / 2, parts.size()}) {
        var changes = new ArrayList<>(parts);
        changes.add(place, losing);

        var outcome = store().commits().commit(new Commit(changes));

        assertThat(outcome).as(losing.toString()).isInstanceOf(Committed.Stale.class);
        isUntouched();
      }
    }
    given().committed(parts);
  }

  private List<Change> harmless(Claim claim) {
    return List.of(
        new Change.PutOrganization(Samples.anOrganization("fresh"), ABSENT),
        new Change.PutToken(Samples.aToken("acme").token(), ABSENT),
        new Change.PutProvider(Samples.aProvider("acme/fresh").registered(), ABSENT),
        new Change.CountProvider(DB, 3, 3, 3),
        new Change.PutProviderVersion(
            Samples.aProviderVersion("acme/db", "2.0.0").building(), ABSENT),
        new Change.PutRuntimeVersion(Samples.aRuntimeVersion("9.0.0")),
        new Change.PutInstallation(Samples.anInstallation("acme", "acme/db").ready(), ABSENT),
        new Change.Supersede(claim.key(), Set.of("DO")),
        new Change.Append(Samples.aMessage("worker", "MORE")),
        new Change.Keep(Samples.aKeptAnswer("acme", "key", inADay())));
  }

  private List<Change> losing(Claim claim) {
    return List.of(
        new Change.PutOrganization(Samples.anOrganization("other"), ABSENT),
        new Change.PutOrganization(
            new Organization(new OrganizationId("thief"), new Slug("other"), "Thief", Samples.NOON),
            ABSENT),
        new Change.PutToken(Samples.aToken("nobody").called("tok_2").token(), ABSENT),
        new Change.PutProvider(Samples.aProvider("acme/db").registered(), ABSENT),
        new Change.PutProvider(Samples.aProvider("acme/db").edition(1).deleted(), at(1)),
        new Change.RequireProvider(DB, new Revision(2)),
        new Change.CountProvider(ProviderName.of("acme/unknown"), 0, 1, 1),
        new Change.PutProviderVersion(
            Samples.aProviderVersion("acme/db", "1.0.0+other").building(), ABSENT),
        new Change.PutInstallation(Samples.anInstallation("other", "acme/db").ready(), ABSENT),
        new Change.RemoveInstallation(Samples.installationId("other", "acme/db"), new Revision(7)),
        new Change.PutRegistration(
            Samples.aRegistration(Samples.anInstallation("nobody", "acme/db").ready()).healthy(),
            ABSENT),
        new Change.Acknowledge(new Claim(claim.key(), "made up")),
        new Change.Park(new Claim(claim.key(), "made up"), "no reason"));
  }

  private void isUntouched() {
    assertThat(store().organizations().find(new OrganizationId("fresh"))).isEmpty();
    assertThat(store().tokens().any()).isFalse();
    assertThat(store().catalogue().provider(ProviderName.of("acme/fresh"))).isEmpty();
    assertThat(view("acme/db"))
        .extracting(ProviderView::publishedVersions, ProviderView::existing)
        .containsExactly(1L, 1L);
    assertThat(view("acme/db").provider().revision()).isEqualTo(Revision.FIRST);
    assertThat(store().catalogue().version(versionId("2.0.0"))).isEmpty();
    assertThat(store().runtimeVersions().latest()).isEmpty();
    assertThat(store().installations().find(Samples.installationId("acme", "acme/db"))).isEmpty();
    assertThat(store().installations().find(Samples.installationId("other", "acme/db")))
        .get()
        .extracting(found -> found.installation().revision())
        .isEqualTo(Revision.FIRST);
    assertThat(store().outbox().size()).isOne();
    assertThat(store().answers().find(Samples.anIdempotencyKey("acme", "key"), harness().now()))
        .isEmpty();
  }

  // Kept answers.

  @Test
  default void a_commit_that_meets_a_kept_answer_applies_nothing_and_gives_that_answer() {
    var kept = Samples.aKeptAnswer("acme", "key", inADay());
    given().organization("acme");
    given().committed(new Change.Keep(kept));

    var outcome =
        commit(
            new Change.PutOrganization(Samples.anOrganization("fresh"), ABSENT),
            new Change.Keep(Samples.aKeptAnswer("acme", "key", inADay().plusSeconds(1))));

    assertThat(outcome).isEqualTo(new Committed.Answered(kept));
    assertThat(store().organizations().find(new OrganizationId("fresh"))).isEmpty();
  }

  @Test
  default void a_kept_answer_wins_over_a_lost_race() {
    var kept = Samples.aKeptAnswer("acme", "key", inADay());
    given().organization("acme");
    given().committed(new Change.Keep(kept));

    var outcome =
        commit(
            new Change.PutOrganization(Samples.anOrganization("acme"), ABSENT),
            new Change.Keep(kept));

    assertThat(outcome).isEqualTo(new Committed.Answered(kept));
  }

  @Test
  default void an_answer_is_kept_under_organization_route_and_key_together() {
    var kept = Samples.aKeptAnswer("acme", "key", inADay());
    given().committed(new Change.Keep(kept));

    assertThat(commit(new Change.Keep(Samples.aKeptAnswer("other", "key", inADay()))))
        .isEqualTo(new Committed.Done());
    assertThat(commit(new Change.Keep(Samples.aKeptAnswer("acme", "KEY", inADay()))))
        .isEqualTo(new Committed.Done());
  }

  @Test
  default void an_expired_answer_gives_way_to_a_new_one() {
    given().committed(new Change.Keep(Samples.aKeptAnswer("acme", "key", inADay())));
    advance(Duration.ofDays(1));
    var next = Samples.aKeptAnswer("acme", "key", inADay());

    var outcome = commit(new Change.Keep(next));

    assertThat(outcome).isEqualTo(new Committed.Done());
    assertThat(store().answers().find(next.key(), harness().now())).contains(next);
  }

  // Organizations and tokens.

  @Test
  default void a_slug_belongs_to_one_organization() {
    given().organization("acme");

    var outcome =
        commit(
            new Change.PutOrganization(
                new Organization(
                    new OrganizationId("thief"), new Slug("acme"), "Thief", Samples.NOON),
                ABSENT));

    assertThat(outcome).isEqualTo(new Committed.Stale(new Lost.SlugTaken(new Slug("acme"))));
    assertThat(store().organizations().find(new OrganizationId("thief"))).isEmpty();
  }

  @Test
  default void a_token_belongs_to_an_organization_that_is_there() {
    var outcome = commit(new Change.PutToken(Samples.aToken("nobody").token(), ABSENT));

    assertThat(outcome).isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
    assertThat(store().tokens().any()).isFalse();
  }

  // Providers and their counters.

  @Test
  default void a_provider_that_is_installed_cannot_be_deleted() {
    given().installation(Samples.anInstallation("one", "acme/db").ready());
    given().installation(Samples.anInstallation("two", "acme/db").deleting());

    var outcome =
        commit(new Change.PutProvider(Samples.aProvider("acme/db").edition(1).deleted(), at(1)));

    assertThat(outcome).isEqualTo(new Committed.Stale(new Lost.ProviderInstalled(DB, 2)));
    assertThat(view("acme/db").provider().revision()).isEqualTo(Revision.FIRST);
  }

  @Test
  default void a_provider_that_is_installed_can_be_described() {
    given().installation(Samples.anInstallation("one", "acme/db").ready());
    var described = Samples.aProvider("acme/db").describedAs("Better").registered();

    var outcome = commit(new Change.PutProvider(described, at(1)));

    assertThat(outcome).isEqualTo(new Committed.Done());
    assertThat(view("acme/db").provider()).isEqualTo(new Versioned<>(described, new Revision(2)));
    assertThat(view("acme/db").existing()).isOne();
  }

  @Test
  default void a_provider_can_be_deleted_once_the_last_installation_is_gone() {
    var id = given().installation(Samples.anInstallation("one", "acme/db").ready()).value().id();
    given()
        .committed(
            new Change.RemoveInstallation(id, Revision.FIRST),
            new Change.CountProvider(DB, 0, -1, -1));

    var outcome =
        commit(new Change.PutProvider(Samples.aProvider("acme/db").edition(1).deleted(), at(1)));

    assertThat(outcome).isEqualTo(new Committed.Done());
  }

  @Test
  default void a_deleted_or_unknown_provider_cannot_be_installed() {
    given().provider("acme/db");
    given()
        .committed(
            new Change.PutProvider(Samples.aProvider("acme/db").edition(1).deleted(), at(1)));
    var unknown = ProviderName.of("acme/unknown");

    assertThat(commit(new Change.CountProvider(DB, 0, 1, 1)))
        .isEqualTo(new Committed.Stale(new Lost.ProviderGone(DB)));
    assertThat(commit(new Change.CountProvider(unknown, 0, 1, 1)))
        .isEqualTo(new Committed.Stale(new Lost.ProviderGone(unknown)));
  }

  @Test
  default void counting_moves_the_counters_and_not_the_revision() {
    given().provider("acme/db");

    given().committed(new Change.CountProvider(DB, 5, 4, 3));
    given().committed(new Change.CountProvider(DB, -1, -1, -1));

    assertThat(view("acme/db"))
        .extracting(
            ProviderView::publishedVersions, ProviderView::existing, ProviderView::installCount)
        .containsExactly(4L, 3L, 2L);
    assertThat(view("acme/db").provider().revision()).isEqualTo(Revision.FIRST);
  }

  @Test
  default void a_counter_never_falls_below_zero() {
    given().provider("acme/db");
    given().committed(new Change.CountProvider(DB, 1, 1, 1));

    for (var count :
        List.of(
            new Change.CountProvider(DB, -2, 0, 0),
            new Change.CountProvider(DB, 0, -2, 0),
            new Change.CountProvider(DB, 0, 0, -2))) {
      assertThat(commit(count))
          .as(count.toString())
          .isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
    }
  }

  @Test
  default void a_higher_edition_starts_with_no_published_version() {
    given().published("acme/db", "1.0.0", "2.0.0");

    given()
        .committed(
            new Change.PutProvider(Samples.aProvider("acme/db").edition(1).deleted(), at(1)));
    given()
        .committed(
            new Change.PutProvider(Samples.aProvider("acme/db").edition(1).registered(), at(2)),
            new Change.CountProvider(DB, 1, 0, 0));

    assertThat(view("acme/db").publishedVersions()).isOne();
  }

  @Test
  default void a_provider_that_is_required_must_not_have_changed() {
    given().provider("acme/db");
    given()
        .committed(
            new Change.PutProvider(
                Samples.aProvider("acme/db").describedAs("Better").registered(), at(1)));
    var organization = new Change.PutOrganization(Samples.anOrganization("fresh"), ABSENT);

    assertThat(commit(organization, new Change.RequireProvider(DB, Revision.FIRST)))
        .isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
    assertThat(commit(organization, new Change.RequireProvider(DB, new Revision(2))))
        .isEqualTo(new Committed.Done());
    assertThat(view("acme/db").provider().revision()).isEqualTo(new Revision(2));
  }

  @Test
  default void counting_does_not_disturb_who_requires_a_provider() {
    given().provider("acme/db");
    given().committed(new Change.CountProvider(DB, 1, 1, 1));

    var outcome = commit(new Change.RequireProvider(DB, Revision.FIRST));

    assertThat(outcome).isEqualTo(new Committed.Done());
  }

  // Versions.

  @Test
  default void build_metadata_makes_no_second_version() {
    given().version(Samples.aProviderVersion("acme/db", "1.0.0+one").failed());
    var other = Samples.aProviderVersion("acme/db", "1.0.0+two").published();

    assertThat(commit(new Change.PutProviderVersion(other, ABSENT)))
        .isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
    assertThat(commit(new Change.PutProviderVersion(other, at(1))))
        .isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
  }

  @Test
  default void a_version_of_an_earlier_edition_is_not_absent() {
    given().published("acme/db", "1.0.0");
    given()
        .committed(
            new Change.PutProvider(Samples.aProvider("acme/db").edition(1).deleted(), at(1)));
    var again = Samples.aProviderVersion("acme/db", "1.0.0").edition(1).published();

    assertThat(commit(new Change.PutProviderVersion(again, ABSENT)))
        .isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
    assertThat(commit(new Change.PutProviderVersion(again, at(1)))).isEqualTo(new Committed.Done());
  }

  @Test
  default void the_same_version_of_two_providers_is_two_versions() {
    given().published("acme/db", "1.0.0");

    given().published("acme/queue", "1.0.0");

    assertThat(store().catalogue().version(versionId("1.0.0"))).isPresent();
  }

  @Test
  default void a_version_needs_its_provider() {
    var outcome =
        commit(
            new Change.PutProviderVersion(
                Samples.aProviderVersion("acme/db", "1.0.0").building(), ABSENT));

    assertThat(outcome).isEqualTo(new Committed.Stale(new Lost.ProviderGone(DB)));
  }

  @Test
  default void a_runtime_version_never_changes() {
    given().committed(new Change.PutRuntimeVersion(Samples.aRuntimeVersion("1.0.0+one")));

    var outcome = commit(new Change.PutRuntimeVersion(Samples.aRuntimeVersion("1.0.0+two")));

    assertThat(outcome).isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
    assertThat(store().runtimeVersions().latest()).contains(Samples.aRuntimeVersion("1.0.0+one"));
  }

  // Installations and registrations.

  @Test
  default void removing_an_installation_removes_its_registrations_and_its_lease() {
    var installation = given().installation(Samples.anInstallation("acme", "acme/db").ready());
    var other = given().installation(Samples.anInstallation("other", "acme/db").ready());
    var removed = given().registration(Samples.aRegistration(installation.value()).healthy());
    var kept = given().registration(Samples.aRegistration(other.value()).called("reg_2").healthy());
    for (var one : List.of(installation, other)) {
      store().leases().take(Leases.ofRuntime(one.value().id()), "server", Duration.ofMinutes(1));
    }
    advance(Duration.ofHours(1));

    given()
        .committed(
            new Change.RemoveInstallation(installation.value().id(), installation.revision()));

    assertThat(store().registrations().find(removed.value().id())).isEmpty();
    assertThat(store().registrations().find(kept.value().id())).isPresent();
    assertThat(store().leases().ended(Leases.RUNTIMES, 10))
        .containsExactly(Leases.ofRuntime(other.value().id()));
  }

  @Test
  default void a_registration_needs_its_installation() {
    var unknown = Samples.anInstallation("acme", "acme/db").ready();

    var outcome =
        commit(new Change.PutRegistration(Samples.aRegistration(unknown).healthy(), ABSENT));

    assertThat(outcome).isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
    assertThat(store().registrations().find(new RegistrationId("reg_1"))).isEmpty();
  }

  @Test
  default void an_instance_of_an_incarnation_registers_once() {
    var installation = given().installation(Samples.anInstallation("acme", "acme/db").ready());
    var sample = Samples.aRegistration(installation.value());
    given().registration(sample.called("reg_1").instance("pod").healthy());

    assertThat(commit(new Change.PutRegistration(sample.called("reg_2").healthy(), ABSENT)))
        .isInstanceOfSatisfying(Committed.Stale.class, CommitsContract::isMoved);
    assertThat(
            commit(
                new Change.PutRegistration(
                    sample.called("reg_3").instance("other pod").healthy(), ABSENT)))
        .isEqualTo(new Committed.Done());
  }

  // Messages.

  @Test
  default void the_message_of_a_claim_that_ended_cannot_be_acknowledged() {
    given().messages(Samples.aMessage("key", "DO"));
    var first = store().outbox().claim(1, Duration.ofMinutes(1)).getFirst().claim();
    advance(Duration.ofMinutes(1));
    var second = given().claimed().claim();

    assertThat(commit(new Change.Acknowledge(first)))
        .isEqualTo(new Committed.Stale(new Lost.LeaseLost(first.key())));
    assertThat(commit(new Change.Park(first, "late")))
        .isEqualTo(new Committed.Stale(new Lost.LeaseLost(first.key())));
    assertThat(commit(new Change.Acknowledge(second))).isEqualTo(new Committed.Done());
    assertThat(commit(new Change.Acknowledge(second)))
        .isEqualTo(new Committed.Stale(new Lost.LeaseLost(second.key())));
  }

  @Test
  default void messages_of_one_commit_are_appended_in_its_order() {
    given()
        .committed(
            new Change.Append(Samples.aMessage("key", "FIRST")),
            new Change.Append(Samples.aMessage("key", "SECOND")),
            new Change.Append(Samples.aMessage("key", "THIRD")));

    for (String type : List.of("FIRST", "SECOND", "THIRD")) {
      var delivery = given().claimed();
      assertThat(delivery.message().type()).isEqualTo(type);
      given().committed(new Change.Acknowledge(delivery.claim()));
    }
  }

  @Test
  default void what_a_commit_appends_it_does_not_supersede() {
    given().messages(Samples.aMessage("key", "OLD", 1));

    given()
        .committed(
            new Change.Append(Samples.aMessage("key", "OLD", 2)),
            new Change.Supersede(new DeliveryKey("key"), Set.of("OLD")));

    assertThat(given().claimed().message()).isEqualTo(Samples.aMessage("key", "OLD", 2));
    assertThat(store().outbox().size()).isOne();
  }

  @Test
  default void a_claim_whose_lease_ran_out_may_end_in_the_commit_that_supersedes_its_message() {
    given().messages(Samples.aMessage("key", "OLD"));
    var claim = store().outbox().claim(1, Duration.ofMinutes(1)).getFirst().claim();
    advance(Duration.ofMinutes(2));

    var outcome =
        commit(
            new Change.Supersede(claim.key(), Set.of("OLD")),
            new Change.Acknowledge(claim),
            new Change.Append(Samples.aMessage("key", "NEW")));

    assertThat(outcome).isEqualTo(new Committed.Done());
    assertThat(given().claimed())
        .satisfies(
            delivery -> {
              assertThat(delivery.message().type()).isEqualTo("NEW");
              assertThat(delivery.attempt()).isOne();
            });
  }

  // The store as a whole.

  @Test
  default void what_one_handle_commits_every_handle_reads() {
    var other = harness().reopen();

    given().published("acme/db", "1.0.0");

    assertThat(other.catalogue().provider(DB)).isEqualTo(store().catalogue().provider(DB));
  }

  @Test
  default void a_closed_handle_is_not_reachable_and_others_go_on() {
    given().provider("acme/db");
    var other = harness().reopen();
    assertThat(other.reachable()).isTrue();

    other.close();

    assertThat(other.reachable()).isFalse();
    assertThatThrownBy(() -> other.catalogue().provider(DB)).isInstanceOf(StorageUnavailable.class);
    assertThat(store().reachable()).isTrue();
    assertThat(store().catalogue().provider(DB)).isPresent();
  }

  @Test
  default void an_empty_store_knows_nothing() {
    var scene =
        store()
            .installations()
            .scene(Samples.installationId("acme", "acme/db"), new VersionChoice.Latest());

    assertThat(scene.provider()).isEmpty();
    assertThat(scene.target()).isEmpty();
    assertThat(scene.latest()).isEmpty();
    assertThat(scene.installation()).isEmpty();
    assertThat(store().catalogue().publishing(versionId("1.0.0")).provider()).isEmpty();
    assertThat(store().outbox().nextDue()).isEmpty();
    assertThat(store().outbox().claim(10, Duration.ofHours(1))).isEmpty();
    assertThat(store().deadLetters().page("", 10)).isEmpty();
    assertThat(store().installations().all(Optional.empty(), 10)).isEmpty();
  }

  private Instant inADay() {
    return harness().now().truncatedTo(ChronoUnit.MICROS).plusSeconds(86_400);
  }

  private ProviderView view(String canonical) {
    return store().catalogue().provider(ProviderName.of(canonical)).orElseThrow();
  }

  private static VersionId versionId(String version) {
    return new VersionId(DB, SemVer.of(version));
  }
}
