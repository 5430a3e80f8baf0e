package dev.slipway.portstck.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.catalogue.ProviderView;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.commit.Revision;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Race;
import dev.slipway.portstck.store.StoreContract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code Commits} owes its callers when many write at once, through several handles. */
public interface CommitRacesContract extends StoreContract {

  /** So many threads race. */
  int THREADS = 8;

  /** So often where one round might miss the race. */
  int ROUNDS = 25;

  private List<Store> handles() {
    return List.of(store(), harness().reopen());
  }

  private static Committed commit(Store store, Change... changes) {
    return store.commits().commit(Commit.of(changes));
  }

  @Test
  default void of_many_who_create_the_same_exactly_one_wins() {
    given().provider("acme/db");
    var handles = handles();

    for (int round = 0; round < ROUNDS; round++) {
      var installation = Samples.anInstallation("tenant-" + round, "acme/db").pending();
      var put = new Change.PutInstallation(installation, new Expected.Absent());
      given().organization("tenant-" + round);
      var outcomes = Race.of(THREADS, index -> commit(handles.get(index % 2), put));

      assertThat(outcomes).filteredOn(Committed.Done.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(Committed.Stale.class::isInstance).hasSize(THREADS - 1);
    }
  }

  @Test
  default void of_many_who_change_one_revision_exactly_one_wins_and_its_change_is_what_is_stored() {
    var id = given().installation(Samples.anInstallation("acme", "acme/db").ready()).value().id();
    var handles = handles();

    for (int round = 1; round <= ROUNDS; round++) {
      var revision = new Revision(round);
      var generation = round * 100L;
      var outcomes =
          Race.of(
              THREADS,
              index ->
                  commit(
                      handles.get(index % 2),
                      new Change.PutInstallation(
                          Samples.anInstallation("acme", "acme/db")
                              .generation(generation + index)
                              .ready(),
                          new Expected.At(revision))));

      assertThat(outcomes).filteredOn(Committed.Done.class::isInstance).hasSize(1);
      assertThat(stored(id).details().generation())
          .isEqualTo(generation + outcomes.indexOf(new Committed.Done()));
    }
  }

  @Test
  default void
      of_many_who_use_one_idempotency_key_one_takes_effect_and_the_others_get_its_answer() {
    given().provider("acme/db");
    var handles = handles();
    var expiresAt = Samples.NOON.plus(Duration.ofDays(100_000));

    for (int round = 0; round < ROUNDS; round++) {
      var key = "key-" + round;
      var name = "org-" + round + "-";
      var outcomes =
          Race.of(
              THREADS,
              index ->
                  commit(
                      handles.get(index % 2),
                      new Change.PutOrganization(
                          Samples.anOrganization(name + index), new Expected.Absent()),
                      new Change.Keep(
                          Samples.aKeptAnswer("acme", key, expiresAt.plusSeconds(index)))));

      int winner = outcomes.indexOf(new Committed.Done());
      var answer = Samples.aKeptAnswer("acme", key, expiresAt.plusSeconds(winner));
      assertThat(outcomes).filteredOn(Committed.Done.class::isInstance).hasSize(1);
      assertThat(outcomes)
          .filteredOn(outcome -> !(outcome instanceof Committed.Done))
          .hasSize(THREADS - 1)
          .containsOnly(new Committed.Answered(answer));
      assertThat(IntStream.range(0, THREADS))
          .filteredOn(index -> isThere(name + index))
          .containsExactly(winner);
    }
  }

  private boolean isThere(String organization) {
    return store().organizations().find(new OrganizationId(organization)).isPresent();
  }

  @Test
  default void of_deleting_a_provider_and_installing_it_exactly_one_wins() {
    var handles = handles();
    given().organization("tenant");

    for (int round = 0; round < ROUNDS; round++) {
      var canonical = "acme/db-" + round;
      var name = ProviderName.of(canonical);
      given().published(canonical, "1.0.0");
      var outcomes =
          Race.of(
              List.<Callable<Committed>>of(
                  () ->
                      commit(
                          handles.get(0),
                          new Change.PutProvider(
                              Samples.aProvider(canonical).edition(1).deleted(),
                              new Expected.At(Revision.FIRST))),
                  () ->
                      commit(
                          handles.get(1),
                          new Change.PutInstallation(
                              Samples.anInstallation("tenant", canonical).pending(),
                              new Expected.Absent()),
                          new Change.CountProvider(name, 0, 1, 1))));

      assertThat(outcomes).filteredOn(Committed.Done.class::isInstance).hasSize(1);
      if (outcomes.getFirst() instanceof Committed.Done) {
        assertThat(outcomes.getLast()).isEqualTo(new Committed.Stale(new Lost.ProviderGone(name)));
      } else {
        assertThat(outcomes.getFirst())
            .isEqualTo(new Committed.Stale(new Lost.ProviderInstalled(name, 1)));
        assertThat(store().catalogue().provider(name))
            .get()
            .extracting(ProviderView::existing)
            .isEqualTo(1L);
      }
    }
  }

  @Test
  default void who_requires_a_provider_never_comes_in_behind_its_deletion() {
    var handles = handles();

    for (int round = 0; round < ROUNDS; round++) {
      var canonical = "acme/db-" + round;
      var name = ProviderName.of(canonical);
      given().published(canonical, "1.0.0");
      var outcomes =
          Race.of(
              List.<Callable<Committed>>of(
                  () ->
                      commit(
                          handles.get(0),
                          new Change.PutProvider(
                              Samples.aProvider(canonical).edition(1).deleted(),
                              new Expected.At(Revision.FIRST))),
                  () ->
                      commit(
                          handles.get(1),
                          new Change.RequireProvider(name, Revision.FIRST),
                          new Change.CountProvider(name, 1, 0, 0),
                          new Change.PutProviderVersion(
                              Samples.aProviderVersion(canonical, "2.0.0").published(),
                              new Expected.Absent()))));

      assertThat(outcomes.getFirst()).isEqualTo(new Committed.Done());
      given()
          .committed(
              new Change.PutProvider(
                  Samples.aProvider(canonical).edition(1).registered(),
                  new Expected.At(new Revision(2))));
      assertThat(store().catalogue().provider(name))
          .get()
          .extracting(ProviderView::publishedVersions)
          .as("published in the new edition, though %s", outcomes.getLast())
          .isEqualTo(0L);
    }
  }

  @Test
  default void those_who_only_require_a_provider_do_not_disturb_each_other() {
    given().provider("acme/db");
    var name = ProviderName.of("acme/db");
    var handles = handles();

    var outcomes =
        Race.of(
            THREADS * 4,
            index ->
                commit(
                    handles.get(index % 2),
                    new Change.RequireProvider(name, Revision.FIRST),
                    new Change.PutOrganization(
                        Samples.anOrganization("org-" + index), new Expected.Absent())));

    assertThat(outcomes).containsOnly(new Committed.Done());
  }

  @Test
  default void counters_lose_nothing_when_many_count() {
    given().provider("acme/db");
    given().provider("acme/queue");
    var handles = handles();

    var outcomes =
        Race.of(
            THREADS,
            index ->
                IntStream.range(0, ROUNDS)
                    .mapToObj(
                        round ->
                            // Both orders, so that a store that locks in the order of the changes
                            // runs into itself.
                            index % 2 == 0
                                ? commit(handles.get(0), count("acme/db"), count("acme/queue"))
                                : commit(handles.get(1), count("acme/queue"), count("acme/db")))
                    .toList());

    assertThat(outcomes).allSatisfy(all -> assertThat(all).containsOnly(new Committed.Done()));
    for (String canonical : List.of("acme/db", "acme/queue")) {
      assertThat(store().catalogue().provider(ProviderName.of(canonical)).orElseThrow())
          .extracting(
              ProviderView::publishedVersions, ProviderView::existing, ProviderView::installCount)
          .containsExactly(3L * THREADS * ROUNDS, 2L * THREADS * ROUNDS, 1L * THREADS * ROUNDS);
    }
  }

  private static Change count(String canonical) {
    return new Change.CountProvider(ProviderName.of(canonical), 3, 2, 1);
  }

  @Test
  default void a_reader_sees_all_of_a_commit_or_nothing() {
    given().provider("acme/db");
    var id =
        given()
            .installation(Samples.anInstallation("acme", "acme/db").generation(1).ready())
            .value()
            .id();
    var handles = handles();
    int last = ROUNDS * 8;

    var seen =
        Race.of(
            List.<Callable<Boolean>>of(
                () -> {
                  for (int number = 2; number <= last; number++) {
                    var written = new Expected.At(new Revision(number - 1L));
                    var outcome =
                        commit(
                            handles.get(0),
                            new Change.PutProvider(
                                Samples.aProvider("acme/db").edition(number).registered(), written),
                            new Change.PutInstallation(
                                Samples.anInstallation("acme", "acme/db")
                                    .generation(number)
                                    .ready(),
                                written));
                    assertThat(outcome).isEqualTo(new Committed.Done());
                  }
                  return true;
                },
                () -> neverTornUntil(handles.get(1), id, last)));

    assertThat(seen).containsOnly(true);
  }

  private static boolean neverTornUntil(Store store, InstallationId id, int last) {
    long generation = 0;
    while (generation < last) {
      var scene = store.installations().scene(id, new VersionChoice.None());
      long edition = scene.provider().orElseThrow().value().edition();
      generation = scene.installation().orElseThrow().installation().value().details().generation();
      assertThat(generation == 1 ? 0 : generation).isEqualTo(edition);
    }
    return true;
  }

  private Installation stored(InstallationId id) {
    return store().installations().find(id).orElseThrow().installation().value();
  }
}
