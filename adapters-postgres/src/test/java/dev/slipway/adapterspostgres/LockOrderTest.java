package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.packages.Etag;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.delivery.Claim;
import dev.slipway.portstck.sample.PackageSample;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Given;
import dev.slipway.portstck.store.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Commits that touch the same things in whatever order never wait for each other in a circle. */
class LockOrderTest {

  private static final int THREADS = 8;
  private static final int COMMITS = 60;
  private static final int THINGS = 5;
  private static final int CLAIMS = 40;
  private static final int RENEWALS = 20;

  @Test
  void commits_about_the_same_things_end_without_a_deadlock() {
    try (var database = TestDatabase.migrated();
        var store = OpenStore.open(database.settings())) {
      for (int thing = 0; thing < THINGS; thing++) {
        new Given(store).provider("acme/p" + thing);
        new Given(store).aPackage(Samples.aPackage("acme", "p" + thing));
      }

      Race.of(
          THREADS,
          index -> {
            var random = new Random(index);
            for (int i = 0; i < COMMITS; i++) {
              store.commits().commit(new Commit(changes(random, store)));
            }
            return true;
          });

      assertThat(deadlocks(database, store)).isEqualTo("0");
    }
  }

  @Test
  void claims_are_renewed_while_messages_come_behind_them_without_a_deadlock() {
    try (var database = TestDatabase.migrated();
        var store = OpenStore.open(database.settings())) {
      var keys = IntStream.range(0, CLAIMS).mapToObj("key-%03d"::formatted).toList();
      // Claimed from the last to the first, so that they do not lie in the order of their keys.
      var claims = new ArrayList<Claim>();
      for (String key : keys.reversed()) {
        new Given(store).messages(Samples.aMessage(key, "DO"));
        claims.add(new Given(store).claimed().claim());
      }

      Race.of(
          THREADS,
          index -> {
            var random = new Random(index);
            var behind = new ArrayList<Change>();
            keys.forEach(key -> behind.add(new Change.Append(Samples.aMessage(key, "DO"))));
            var renewed = new ArrayList<>(claims);
            for (int i = 0; i < RENEWALS; i++) {
              if (index % 2 == 0) {
                store.commits().commit(new Commit(behind));
              } else {
                Collections.shuffle(renewed, random);
                assertThat(store.outbox().renew(renewed, Duration.ofHours(1))).hasSize(CLAIMS);
              }
            }
            return true;
          });

      assertThat(deadlocks(database, store)).isEqualTo("0");
    }
  }

  @Test
  void leases_are_prolonged_without_a_deadlock() {
    try (var database = TestDatabase.migrated();
        var store = OpenStore.open(database.settings())) {
      var leases = store.leases();
      var names = IntStream.range(0, CLAIMS).mapToObj("lease-%03d"::formatted).toList();
      names.reversed().forEach(name -> leases.acquire(name, "holder", Duration.ofHours(1)));

      Race.of(
          THREADS,
          index -> {
            // Every second thread names them the other way round: they are taken as they are named.
            var some = index % 2 == 0 ? names : names.reversed();
            for (int i = 0; i < 4 * RENEWALS; i++) {
              assertThat(leases.prolong(some, "holder", Duration.ofHours(1))).hasSize(CLAIMS);
            }
            return true;
          });

      assertThat(deadlocks(database, store)).isEqualTo("0");
    }
  }

  private static String deadlocks(TestDatabase database, OpenStore store) {
    store.say("SELECT pg_stat_force_next_flush()");
    return database.ask(
        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
  }

  /** Mostly a new version; most removals lose, since they know no other etag than the first. */
  private static List<Change> aboutPackage(Random random, PackageSample sample) {
    return switch (random.nextInt(8)) {
      case 0 -> List.of(new Change.RemovePackage(sample.key(), Etag.FIRST));
      case 1 -> random.nextInt(4) == 0 ? List.of(sample.created()) : List.of();
      case 2, 3, 4 ->
          List.of(
              new Change.AddPackageVersion(
                  Samples.aPackageVersion(sample.key(), "1." + random.nextInt(1_000_000) + ".0")
                      .version()));
      default -> List.of();
    };
  }

  /** Counters, messages and ends of messages of some things, in any order. */
  private static List<Change> changes(Random random, OpenStore store) {
    var changes = new ArrayList<Change>();
    changes.add(new Change.Append(Samples.aMessage("key-" + random.nextInt(THINGS), "DO")));
    for (int thing = 0; thing < THINGS; thing++) {
      if (random.nextBoolean()) {
        var provider = ProviderName.of("acme/p" + thing);
        changes.add(new Change.CountProvider(provider, 1, 1, 1));
      }
      if (random.nextBoolean()) {
        changes.add(new Change.Append(Samples.aMessage("key-" + thing, "DO")));
      }
      if (random.nextInt(4) == 0) {
        changes.add(new Change.Supersede(new DeliveryKey("key-" + thing), Set.of("DO")));
      }
    }
    for (int thing = 0; thing < THINGS; thing++) {
      changes.addAll(aboutPackage(random, Samples.aPackage("acme", "p" + thing)));
    }
    if (random.nextBoolean()) {
      store
          .outbox()
          .claim(2, Duration.ofMinutes(1))
          .forEach(delivery -> changes.add(new Change.Acknowledge(delivery.claim())));
    }
    Collections.shuffle(changes, random);
    return changes;
  }
}
