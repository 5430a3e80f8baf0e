package dev.slipway.portstck.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.NewestFirst.Place;
import dev.slipway.portstck.sample.PackageSample;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Race;
import dev.slipway.portstck.store.StoreContract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What commits about packages owe their callers when many write at once, through two handles. */
public interface PackageRacesContract extends StoreContract {

  /** So many threads race. */
  int THREADS = 8;

  /** So often where one round might miss the race. */
  int ROUNDS = 20;

  private List<Store> handles() {
    return List.of(store(), harness().reopen());
  }

  private static Committed commit(Store store, Change... changes) {
    return store.commits().commit(Commit.of(changes));
  }

  @Test
  default void of_many_who_publish_one_semver_one_wins_and_the_others_are_told_which() {
    var handles = handles();

    for (int round = 0; round < ROUNDS; round++) {
      var app = Samples.aPackage("acme", "app" + round);
      given().aPackage(app);
      var outcomes =
          Race.of(THREADS, index -> commit(handles.get(index % 2), add(app, "1.1.0+by." + index)));

      int winner = outcomes.indexOf(new Committed.Done());
      var version = version(app, "1.1.0+by." + winner);
      assertThat(outcomes).filteredOn(Committed.Done.class::isInstance).hasSize(1);
      assertThat(outcomes)
          .filteredOn(Committed.Stale.class::isInstance)
          .hasSize(THREADS - 1)
          .containsOnly(new Committed.Stale(new Lost.SemVerTaken(version.id(), version.semver())));
      assertThat(stored(app)).isEqualTo(app.registered().with(version));
      assertThat(versions(app)).containsExactlyInAnyOrder(version, app.first());
    }
  }

  @Test
  default void of_removing_and_publishing_one_wins_and_no_version_is_left_without_its_package() {
    var handles = handles();

    for (int round = 0; round < ROUNDS; round++) {
      var app = Samples.aPackage("acme", "app" + round);
      given().aPackage(app);
      var runners = new ArrayList<Callable<Committed>>();
      runners.add(() -> commit(handles.get(0), new Change.RemovePackage(app.key(), Etag.FIRST)));
      for (int index = 1; index < THREADS; index++) {
        int number = index;
        runners.add(() -> commit(handles.get(number % 2), add(app, "1." + number + ".0")));
      }
      var outcomes = Race.of(runners);

      var published = outcomes.subList(1, THREADS);
      if (outcomes.getFirst() instanceof Committed.Done) {
        assertThat(published).containsOnly(new Committed.Stale(new Lost.PackageGone(app.key())));
        assertThat(store().packages().find(app.key())).isEmpty();
        assertThat(IntStream.range(0, THREADS))
            .allMatch(number -> isGone(app, version(app, "1." + number + ".0")));
      } else {
        assertThat(published).containsOnly(new Committed.Done());
        assertThat(versions(app)).hasSize(THREADS);
      }
    }
  }

  private boolean isGone(PackageSample app, PackageVersion version) {
    return store().packages().version(app.key(), version.id()).isEmpty();
  }

  @Test
  default void reading_on_while_others_add_tells_every_entry_once_that_was_there_before() {
    var handles = handles();
    var before = new ArrayList<PackageSample>();
    for (int i = 0; i < 40; i++) {
      var app = Samples.aPackage("acme", "old" + i).importedAt(Samples.NOON.plusSeconds(i / 4));
      given().aPackage(app);
      before.add(app);
    }
    var runners = new ArrayList<Callable<List<RegisteredPackage>>>();
    runners.add(() -> told(handles.get(0), 3));
    runners.add(() -> told(handles.get(1), 7));
    for (int adder = 0; adder < THREADS; adder++) {
      int number = adder;
      runners.add(
          () -> {
            for (int i = 0; i < 10; i++) {
              commit(
                  handles.get(i % 2),
                  Samples.aPackage("acme", "new" + number + "x" + i)
                      .importedAt(Samples.NOON.plusSeconds(i))
                      .created());
            }
            return List.of();
          });
    }

    var told = Race.of(runners);

    for (var one : told.subList(0, 2)) {
      assertThat(one).doesNotHaveDuplicates();
      assertThat(one)
          .extracting(RegisteredPackage::key)
          .containsAll(before.stream().map(PackageSample::key).toList());
    }
  }

  private List<RegisteredPackage> told(Store store, int limit) {
    var told = new ArrayList<RegisteredPackage>();
    var part = store.packages().page(organization("acme"), NewestFirst.top(limit));
    told.addAll(part.items());
    while (part.more()) {
      var last = told.getLast();
      var place = new Place(last.createdAt(), last.id().value());
      part = store.packages().page(organization("acme"), NewestFirst.behind(limit, place));
      told.addAll(part.items());
    }
    return told;
  }

  private static PackageVersion version(PackageSample app, String semver) {
    return Samples.aPackageVersion(app.key(), semver).version();
  }

  private static Change add(PackageSample app, String semver) {
    return new Change.AddPackageVersion(version(app, semver));
  }

  private RegisteredPackage stored(PackageSample app) {
    return store().packages().find(app.key()).orElseThrow();
  }

  private List<PackageVersion> versions(PackageSample app) {
    return store().packages().versions(app.key(), NewestFirst.top(100)).orElseThrow().items();
  }
}
