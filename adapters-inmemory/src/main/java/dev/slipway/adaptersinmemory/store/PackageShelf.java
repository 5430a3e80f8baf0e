package dev.slipway.adaptersinmemory.store;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.packages.Source;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionKey;
import dev.slipway.ports.driven.packages.Packages;
import dev.slipway.ports.driven.packages.VersionScene;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Packages and their versions. */
final class PackageShelf {

  /** A package with its versions. */
  private static final class Shelf {
    RegisteredPackage registered;
    final Map<VersionKey, PackageVersion> byPrecedence = new HashMap<>();
    final Map<PackageVersionId, PackageVersion> byId = new HashMap<>();
    final Newest<PackageVersion> newest = new Newest<>();

    Shelf(RegisteredPackage registered) {
      this.registered = registered;
    }

    void put(PackageVersion version) {
      byPrecedence.put(version.semver().sortKey(), version);
      byId.put(version.id(), version);
      newest.put(version.createdAt(), version.id().value(), version);
    }
  }

  private record OwnedVersion(OrganizationId organization, PackageVersionId id) {
    static OwnedVersion of(PackageVersion version) {
      return new OwnedVersion(version.of().organization(), version.id());
    }
  }

  private record Place(OrganizationId organization, OciRepository repository) {}

  private final Map<PackageKey, Shelf> shelves = new HashMap<>();
  private final Map<Place, PackageKey> repositories = new HashMap<>();
  private final Map<OrganizationId, Newest<RegisteredPackage>> newest = new HashMap<>();
  private final Set<OwnedVersion> versionIds = new HashSet<>();

  // What commits look at.

  boolean hasVersionId(PackageVersion version) {
    return versionIds.contains(OwnedVersion.of(version));
  }

  Optional<RegisteredPackage> sameRepository(RegisteredPackage next) {
    return place(next).flatMap(place -> ofRepository(place.organization(), place.repository()));
  }

  // What commits do.

  void create(RegisteredPackage next, PackageVersion first) {
    var shelf = new Shelf(next);
    shelf.put(first);
    shelves.put(next.key(), shelf);
    versionIds.add(OwnedVersion.of(first));
    place(next).ifPresent(place -> repositories.put(place, next.key()));
    list(next);
  }

  void add(PackageVersion next) {
    shelf(next.of())
        .ifPresent(
            shelf -> {
              shelf.put(next);
              versionIds.add(OwnedVersion.of(next));
              shelf.registered = shelf.registered.with(next);
              list(shelf.registered);
            });
  }

  void remove(PackageKey key) {
    shelf(key)
        .ifPresent(
            shelf -> {
              shelves.remove(key);
              shelf.byId.values().stream().map(OwnedVersion::of).forEach(versionIds::remove);
              place(shelf.registered).ifPresent(repositories::remove);
              listOf(key.organization()).remove(shelf.registered.createdAt(), key.id().value());
            });
  }

  private void list(RegisteredPackage registered) {
    listOf(registered.organization())
        .put(registered.createdAt(), registered.id().value(), registered);
  }

  private Newest<RegisteredPackage> listOf(OrganizationId organization) {
    return newest.computeIfAbsent(organization, owner -> new Newest<>());
  }

  private static Optional<Place> place(RegisteredPackage registered) {
    return switch (registered.source()) {
      case Source.Oci(var repository) ->
          Optional.of(new Place(registered.organization(), repository));
      case Source.Hosted hosted -> Optional.empty();
    };
  }

  // What readers see.

  Optional<RegisteredPackage> find(PackageKey key) {
    return shelf(key).map(shelf -> shelf.registered);
  }

  Optional<RegisteredPackage> ofRepository(OrganizationId organization, OciRepository repository) {
    return Optional.ofNullable(repositories.get(new Place(organization, repository)))
        .flatMap(this::find);
  }

  Stretch<RegisteredPackage> page(OrganizationId organization, NewestFirst part) {
    return Optional.ofNullable(newest.get(organization))
        .map(all -> all.cut(part))
        .orElseGet(() -> new Stretch<>(List.of(), false));
  }

  Optional<VersionScene> scene(PackageKey key, SemVer semver) {
    return shelf(key)
        .map(
            shelf ->
                new VersionScene(
                    shelf.registered,
                    Optional.ofNullable(shelf.byPrecedence.get(semver.sortKey()))));
  }

  Optional<PackageVersion> ofPrecedence(PackageKey key, SemVer semver) {
    return scene(key, semver).flatMap(VersionScene::samePrecedence);
  }

  Optional<PackageVersion> version(PackageKey key, PackageVersionId id) {
    return shelf(key).flatMap(shelf -> Optional.ofNullable(shelf.byId.get(id)));
  }

  Optional<Stretch<PackageVersion>> versions(PackageKey key, NewestFirst part) {
    return shelf(key)
        .map(
            shelf ->
                shelf.newest.cut(
                    part,
                    Packages.MAX_SCHEMA_BYTES,
                    version -> version.inputSchema().utf8Length()));
  }

  private Optional<Shelf> shelf(PackageKey key) {
    return Optional.ofNullable(shelves.get(key));
  }
}
