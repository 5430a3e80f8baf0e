package dev.slipway.portstck.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.catalogue.CatalogueQuery;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.driven.packages.VersionScene;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.NewestFirst.Place;
import dev.slipway.ports.paging.Paging;
import dev.slipway.portstck.sample.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every read of a store that a walk can tell apart, compared with those of another store. */
final class Reading {

  private Reading() {}

  /** Fails when the two stores do not answer every question the same. */
  static void compare(Twins twins, Instant now, Collection<RegistrationId> registrations) {
    var expected = all(twins.store(Twins.Side.MODEL), now, registrations);
    var actual = all(twins.store(Twins.Side.JUDGED), now, registrations);
    if (!actual.equals(expected)) {
      expected.forEach(
          (question, answer) -> assertThat(actual.get(question)).as(question).isEqualTo(answer));
    }
    compareTimes(twins);
  }

  private static Map<String, Object> all(
      Store store, Instant now, Collection<RegistrationId> registrations) {
    var answers = new LinkedHashMap<String, Object>();
    catalogue(store, answers);
    listings(store, answers);
    installations(store, now, answers);
    registrations(store, now, registrations, answers);
    tenancy(store, answers);
    packages(store, answers);
    registries(store, answers);
    work(store, now, answers);
    return answers;
  }

  private static void catalogue(Store store, Map<String, Object> answers) {
    var catalogue = store.catalogue();
    for (var provider : Universe.PROVIDERS) {
      answers.put("provider " + provider, catalogue.provider(provider));
      for (boolean published : new boolean[] {true, false}) {
        answers.put(
            "versions of " + provider + ", published " + published,
            catalogue.versions(provider, published, Paging.first()));
      }
      answers.put(
          "versions of " + provider + " behind 1.1.0",
          catalogue.versions(provider, false, new Paging(1, new Paging.After("1.1.0"))));
      for (var range : Universe.RANGES) {
        answers.put(
            "automatic target of " + provider + " in " + range,
            catalogue.automaticTarget(provider, SemVer.of("1.0.0"), range));
      }
      for (var version : Universe.VERSIONS) {
        var id = new VersionId(provider, version);
        answers.put("version " + id, catalogue.version(id));
        answers.put("publishing " + id, catalogue.publishing(id));
      }
    }
    answers.put("latest runtime version", store.runtimeVersions().latest());
    answers.put("runtime versions", store.runtimeVersions().page(Paging.first()));
  }

  private static void listings(Store store, Map<String, Object> answers) {
    for (var insider : List.of(Optional.of(Universe.TENANTS.getFirst()), Universe.noTenant())) {
      for (var text : List.of("", "B/q", "changed")) {
        var query = new CatalogueQuery(insider, false, text, List.of(), Paging.first());
        answers.put("listing " + query, store.catalogue().providers(query));
      }
    }
    var own =
        new CatalogueQuery(
            Optional.of(Universe.TENANTS.getLast()),
            true,
            "",
            List.of("sql"),
            new Paging(1, new Paging.After("alfa/db")));
    answers.put("listing " + own, store.catalogue().providers(own));
  }

  private static void installations(Store store, Instant now, Map<String, Object> answers) {
    var installations = store.installations();
    for (var id : Universe.INSTALLATIONS) {
      answers.put("installation " + id, installations.find(id));
      answers.put("scene of " + id, installations.scene(id, new VersionChoice.Latest()));
    }
    for (var tenant : Universe.TENANTS) {
      answers.put("installations of " + tenant, installations.page(tenant, Paging.first()));
    }
    for (var provider : Universe.PROVIDERS) {
      answers.put("automatic ones of " + provider, installations.automatic(provider, "", 10));
    }
    answers.put("overdue", installations.overdue(now, 10));
    answers.put("all", installations.all(Optional.empty(), 3));
    answers.put("all behind one", installations.all(Optional.of(Universe.INSTALLATIONS.get(1)), 3));
  }

  private static void registrations(
      Store store,
      Instant now,
      Collection<RegistrationId> registrations,
      Map<String, Object> answers) {
    for (var id : registrations) {
      answers.put("registration " + id, store.registrations().find(id));
    }
    for (var id : Universe.INSTALLATIONS) {
      for (var instance : Universe.INSTANCES) {
        answers.put(
            "instance " + instance + " of " + id, store.registrations().byInstance(id, instance));
      }
    }
    answers.put("silent", store.registrations().silent(now, Universe.HEARTBEAT, 10));
  }

  private static void tenancy(Store store, Map<String, Object> answers) {
    for (var tenant : Universe.TENANTS) {
      answers.put("organization " + tenant, store.organizations().find(tenant));
      answers.put("slug " + tenant, store.organizations().bySlug(new Slug(tenant.value())));
    }
    answers.put("tokens", store.tokens().all());
    for (var id : Universe.TOKENS) {
      answers.put("secret of " + id, store.tokens().byDigest(Samples.digest("secret of " + id)));
    }
  }

  private static void packages(Store store, Map<String, Object> answers) {
    var packages = store.packages();
    for (var tenant : Universe.TENANTS) {
      var all = packages.page(tenant, NewestFirst.top(100));
      answers.put("packages of " + tenant, all);
      answers.put("the newest package of " + tenant, packages.page(tenant, NewestFirst.top(1)));
      if (!all.items().isEmpty()) {
        var newest = all.items().getFirst();
        var place = new Place(newest.createdAt(), newest.id().value());
        answers.put(
            "packages of " + tenant + " behind the newest",
            packages.page(tenant, NewestFirst.behind(1, place)));
      }
      for (var word : Universe.PACKAGES) {
        var sample = Universe.aPackage(tenant, word);
        answers.put("package " + sample.key(), packages.find(sample.key()));
        answers.put(
            "versions of package " + sample.key(),
            packages.versions(sample.key(), NewestFirst.top(3)));
        answers.put(
            "package of the repository of " + sample.key(),
            packages.ofRepository(tenant, Universe.repository(word)));
        for (var version : Universe.VERSIONS) {
          var scene = packages.scene(sample.key(), version);
          answers.put("scene of " + sample.key() + "@" + version, scene);
          scene
              .flatMap(VersionScene::samePrecedence)
              .ifPresent(
                  found ->
                      answers.put(
                          "package version " + found.id(),
                          packages.version(sample.key(), found.id())));
        }
      }
    }
  }

  private static void registries(Store store, Map<String, Object> answers) {
    var connections = store.registryConnections();
    for (var tenant : Universe.TENANTS) {
      answers.put("connections of " + tenant, connections.page(tenant, NewestFirst.top(1)));
      for (var registry : Universe.REGISTRIES) {
        answers.put(
            "connection of " + tenant + " to " + registry,
            connections
                .toRegistry(tenant, RegistryHost.parse(registry).orElseThrow())
                .map(held -> held + " " + secret(held.credential())));
      }
      answers.put("workspace " + tenant, store.organizations().ofWorkspace(WorkspaceId.of(tenant)));
      answers.put("live tokens of " + tenant, store.tokens().page(tenant, NewestFirst.top(1)));
    }
    answers.put("workspaces", store.organizations().page(NewestFirst.top(1)));
  }

  private static String secret(RegistryCredential credential) {
    return switch (credential) {
      case RegistryCredential.Anonymous anonymous -> "";
      case RegistryCredential.Basic basic -> basic.password();
      case RegistryCredential.Bearer bearer -> bearer.token();
    };
  }

  private static void work(Store store, Instant now, Map<String, Object> answers) {
    for (var key : Universe.IDEMPOTENCY_KEYS) {
      answers.put(
          "answer under " + key, store.answers().find(Samples.anIdempotencyKey("alfa", key), now));
    }
    answers.put("messages", store.outbox().size());
    answers.put("ended leases", store.leases().ended("lease-", 10));
    answers.put("dead letters", deadLetters(store));
  }

  /** Ids and times are each store's own, and so is their order. */
  private static List<String> deadLetters(Store store) {
    return store.deadLetters().page("", 100).stream()
        .map(letter -> letter.message() + " " + letter.error() + " " + letter.attempts())
        .sorted()
        .toList();
  }

  private static void compareTimes(Twins twins) {
    var expected = twins.store(Twins.Side.MODEL).outbox().nextDue();
    var actual = twins.store(Twins.Side.JUDGED).outbox().nextDue();
    assertThat(actual.isPresent())
        .as("whether anything is to come")
        .isEqualTo(expected.isPresent());
    if (expected.isPresent() && actual.isPresent()) {
      assertThat(Duration.between(expected.get(), actual.get()).abs())
          .as("between the next due times %s and %s", expected.get(), actual.get())
          .isLessThan(Universe.TOLERANCE);
    }
  }
}
