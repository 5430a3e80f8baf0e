package dev.slipway.adaptersinmemory.store;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.registration.Health;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Reach;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.installation.InstallationScene;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.driven.registration.Registrations.Registered;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Installations and the runtimes that registered for them. */
final class InstallationShelf {

  private static final Comparator<InstallationId> BY_TENANT =
      Comparator.comparing(InstallationId::organization).thenComparing(InstallationId::provider);

  private record Deadline(Instant at, InstallationId id) {}

  /** A registration by when it was last heard. */
  private record Heard(Instant at, String id) implements Comparable<Heard> {
    private static final Comparator<Heard> ORDER =
        Comparator.comparing(Heard::at).thenComparing(Heard::id);

    static Heard of(Registration registration) {
      return new Heard(registration.lastHeartbeatAt(), registration.id().value());
    }

    RegistrationId registration() {
      return new RegistrationId(id);
    }

    @Override
    public int compareTo(Heard other) {
      return ORDER.compare(this, other);
    }
  }

  private record Instance(InstallationId installation, Incarnation incarnation, String name) {
    static Instance of(Registration registration) {
      return new Instance(
          registration.installation(), registration.incarnation(), registration.instanceId());
    }
  }

  private final CatalogueShelf catalogue;

  private final TreeMap<InstallationId, Versioned<Installation>> installations =
      new TreeMap<>(BY_TENANT);
  private final Map<OrganizationId, NavigableMap<String, Versioned<Installation>>> byTenant =
      new HashMap<>();
  private final TreeSet<Deadline> deadlines =
      new TreeSet<>(Comparator.comparing(Deadline::at).thenComparing(Deadline::id, BY_TENANT));
  private final Map<ProviderName, NavigableSet<String>> automatic = new HashMap<>();

  private final Map<RegistrationId, Versioned<Registration>> registrations = new HashMap<>();
  private final Map<Instance, RegistrationId> instances = new HashMap<>();
  private final Map<InstallationId, Set<RegistrationId>> registered = new HashMap<>();
  // Registrations to which their installation points and which are healthy; and those to which
  // none points.
  private final TreeSet<Heard> beating = new TreeSet<>();
  private final TreeSet<Heard> stray = new TreeSet<>();

  InstallationShelf(CatalogueShelf catalogue) {
    this.catalogue = catalogue;
  }

  // What commits look at.

  Optional<Versioned<Installation>> installation(InstallationId id) {
    return Optional.ofNullable(installations.get(id));
  }

  Optional<Versioned<Registration>> registration(RegistrationId id) {
    return Optional.ofNullable(registrations.get(id));
  }

  /** The registration that has the same installation, incarnation and instance. */
  Optional<RegistrationId> twin(Registration registration) {
    return Optional.ofNullable(instances.get(Instance.of(registration)));
  }

  // What commits do.

  void put(Versioned<Installation> next) {
    var id = next.value().id();
    var before = installation(id).map(Versioned::value);
    before.ifPresent(this::unlist);
    installations.put(id, next);
    byTenant
        .computeIfAbsent(id.organization(), tenant -> new TreeMap<>())
        .put(id.provider().canonical(), next);
    if (next.value() instanceof Installation.Processing processing) {
      deadlines.add(new Deadline(processing.registrationDeadline(), id));
    }
    if (next.value().details().upgrades().policy() == UpgradePolicy.AUTO) {
      automatic
          .computeIfAbsent(id.provider(), provider -> new TreeSet<>())
          .add(id.organization().value());
    }
    before.flatMap(one -> one.details().registration()).ifPresent(this::classify);
    next.value().details().registration().ifPresent(this::classify);
  }

  void remove(InstallationId id) {
    installation(id).map(Versioned::value).ifPresent(this::unlist);
    installations.remove(id);
    Set.copyOf(registered.getOrDefault(id, Set.of())).forEach(this::removeRegistration);
  }

  private void unlist(Installation installation) {
    var id = installation.id();
    byTenant.computeIfPresent(
        id.organization(),
        (tenant, mine) -> {
          mine.remove(id.provider().canonical());
          return mine.isEmpty() ? null : mine;
        });
    if (installation instanceof Installation.Processing processing) {
      deadlines.remove(new Deadline(processing.registrationDeadline(), id));
    }
    automatic.computeIfPresent(
        id.provider(),
        (provider, tenants) -> {
          tenants.remove(id.organization().value());
          return tenants.isEmpty() ? null : tenants;
        });
  }

  void putRegistration(Versioned<Registration> next) {
    var registration = next.value();
    removeRegistration(registration.id());
    registrations.put(registration.id(), next);
    instances.put(Instance.of(registration), registration.id());
    registered
        .computeIfAbsent(registration.installation(), id -> new HashSet<>())
        .add(registration.id());
    classify(registration.id());
  }

  private void removeRegistration(RegistrationId id) {
    registration(id)
        .map(Versioned::value)
        .ifPresent(
            registration -> {
              beating.remove(Heard.of(registration));
              stray.remove(Heard.of(registration));
              instances.remove(Instance.of(registration));
              registered.computeIfPresent(
                  registration.installation(),
                  (installation, ids) -> {
                    ids.remove(id);
                    return ids.isEmpty() ? null : ids;
                  });
              registrations.remove(id);
            });
  }

  private void classify(RegistrationId id) {
    registration(id)
        .map(Versioned::value)
        .ifPresent(
            registration -> {
              var heard = Heard.of(registration);
              beating.remove(heard);
              stray.remove(heard);
              if (!isPointedTo(registration)) {
                stray.add(heard);
              } else if (registration.health() instanceof Health.Healthy) {
                beating.add(heard);
              }
            });
  }

  private boolean isPointedTo(Registration registration) {
    return installation(registration.installation())
        .flatMap(installation -> installation.value().details().registration())
        .filter(registration.id()::equals)
        .isPresent();
  }

  // What readers see.

  Optional<InstallationView> find(InstallationId id) {
    return installation(id).map(this::view);
  }

  private InstallationView view(Versioned<Installation> installation) {
    return new InstallationView(
        installation,
        installation.value().details().registration().flatMap(this::registration),
        catalogue.latest(installation.value().id().provider()));
  }

  InstallationScene scene(InstallationId id, VersionChoice choice) {
    var provider = id.provider();
    var latest = catalogue.latest(provider);
    Optional<SemVer> meant =
        switch (choice) {
          case VersionChoice.Latest any -> latest;
          case VersionChoice.Exact exact -> Optional.of(exact.version());
          case VersionChoice.None none -> Optional.empty();
        };
    Optional<ProviderVersion> target =
        meant
            .flatMap(version -> catalogue.version(new VersionId(provider, version)))
            .map(Versioned::value);
    return new InstallationScene(catalogue.entry(provider), target, latest, find(id));
  }

  Page<InstallationView> page(OrganizationId organization, Reach reach, Paging paging) {
    NavigableMap<String, Versioned<Installation>> mine =
        Optional.ofNullable(byTenant.get(organization)).orElseGet(Collections::emptyNavigableMap);
    return Pages.of(
        reach.isEverything() ? mine : within(reach, mine), paging, Optional::of, this::view);
  }

  private static NavigableMap<String, Versioned<Installation>> within(
      Reach reach, NavigableMap<String, Versioned<Installation>> all) {
    var within = new TreeMap<>(all);
    within
        .values()
        .removeIf(
            one -> {
              var provider = one.value().id().provider();
              return !reach.holds(provider.prefix(), provider.name());
            });
    return within;
  }

  List<InstallationId> overdue(Instant now, int limit) {
    return deadlines.stream()
        .takeWhile(deadline -> !deadline.at().isAfter(now))
        .limit(limit)
        .map(Deadline::id)
        .toList();
  }

  List<InstallationId> automatic(ProviderName provider, String after, int limit) {
    NavigableSet<String> tenants =
        Optional.ofNullable(automatic.get(provider)).orElseGet(Collections::emptyNavigableSet);
    return tenants.tailSet(after, false).stream()
        .limit(limit)
        .map(tenant -> new InstallationId(new OrganizationId(tenant), provider))
        .toList();
  }

  List<Versioned<Installation>> all(Optional<InstallationId> after, int limit) {
    return after.map(id -> installations.tailMap(id, false)).orElse(installations).values().stream()
        .limit(limit)
        .toList();
  }

  Optional<Registered> registeredAs(RegistrationId id) {
    return registration(id)
        .flatMap(
            registration ->
                find(registration.value().installation())
                    .map(installation -> new Registered(registration, installation)));
  }

  Optional<Versioned<Registration>> byInstance(InstallationId id, String instance) {
    return installation(id)
        .map(
            installation ->
                new Instance(id, installation.value().details().incarnation(), instance))
        .flatMap(one -> Optional.ofNullable(instances.get(one)))
        .flatMap(this::registration);
  }

  List<Versioned<Registration>> silent(Instant now, Duration interval, int limit) {
    return beating.stream()
        .flatMap(heard -> registration(heard.registration()).stream())
        .takeWhile(registration -> !registration.value().silentFrom(interval).isAfter(now))
        .limit(limit)
        .toList();
  }

  int removeStale(Instant lastHeardBefore, int limit) {
    var stale =
        stray.stream()
            .takeWhile(heard -> heard.at().isBefore(lastHeardBefore))
            .limit(limit)
            .toList();
    stale.forEach(heard -> removeRegistration(heard.registration()));
    return stale.size();
  }
}
