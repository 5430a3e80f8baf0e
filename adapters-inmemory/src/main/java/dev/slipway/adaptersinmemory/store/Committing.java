package dev.slipway.adaptersinmemory.store;

import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.ports.driven.answer.KeptAnswer;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.commit.Revision;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.lease.Leases;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One commit on its way: everything is checked against what is stored, then everything is applied.
 * Runs under the write lock, so nothing moves in between.
 */
final class Committing {

  private final Shelves shelves;
  private final Commit commit;
  private final Instant now;

  Committing(Shelves shelves, Commit commit) {
    this.shelves = shelves;
    this.commit = commit;
    this.now = shelves.now();
  }

  Committed run() {
    var kept = changes(Change.Keep.class).flatMap(this::keptAnswer).findFirst();
    if (kept.isPresent()) {
      return new Committed.Answered(kept.get());
    }
    var lost = commit.changes().stream().flatMap(change -> lost(change).stream()).findFirst();
    if (lost.isPresent()) {
      return new Committed.Stale(lost.get());
    }
    inOrder().forEach(this::apply);
    return new Committed.Done();
  }

  private Stream<KeptAnswer> keptAnswer(Change.Keep keep) {
    return shelves.answers.find(keep.answer().key(), now).stream();
  }

  private Optional<Lost> lost(Change change) {
    return switch (change) {
      case Change.PutOrganization put -> lost(put);
      case Change.PutToken put -> lost(put);
      case Change.PutProvider put -> lost(put);
      case Change.RequireProvider require ->
          moved(
              shelves.catalogue.entry(require.provider()),
              new Expected.At(require.revision()),
              require.provider());
      case Change.CountProvider count -> lost(count);
      case Change.PutProviderVersion put -> lost(put);
      case Change.PutRuntimeVersion put ->
          shelves
              .catalogue
              .runtimeOfPrecedence(put.next().version())
              .map(stored -> moved("runtime version " + stored.version()));
      case Change.PutInstallation put ->
          moved(
              shelves.installations.installation(put.next().id()),
              put.expected(),
              "installation " + put.next().id());
      case Change.RemoveInstallation remove ->
          moved(
              shelves.installations.installation(remove.id()),
              new Expected.At(remove.revision()),
              "installation " + remove.id());
      case Change.PutRegistration put -> lost(put);
      case Change.CreatePackage create -> lost(create);
      case Change.AddPackageVersion add -> lost(add);
      case Change.RemovePackage remove ->
          when(
              shelves
                  .packages
                  .find(remove.key())
                  .filter(stored -> stored.etag().equals(remove.expected()))
                  .isEmpty(),
              moved("package " + remove.key()));
      case Change.PutRegistryConnection put -> lost(put);
      case Change.RemoveRegistryConnection remove ->
          when(
              shelves.registries.find(remove.organization(), remove.id()).isEmpty(),
              moved("registry connection " + remove.id()));
      case Change.Append append -> Optional.empty();
      case Change.Supersede supersede -> Optional.empty();
      case Change.Acknowledge acknowledge ->
          when(
              !shelves.outbox.holds(acknowledge.claim()),
              new Lost.LeaseLost(acknowledge.claim().key()));
      case Change.Park park ->
          when(!shelves.outbox.holds(park.claim()), new Lost.LeaseLost(park.claim().key()));
      case Change.Keep keep -> Optional.empty();
    };
  }

  private Optional<Lost> lost(Change.PutOrganization put) {
    var next = put.next();
    return moved(
            shelves.tenancy.organization(next.id()), put.expected(), "organization " + next.id())
        .or(
            () ->
                shelves
                    .tenancy
                    .bySlug(next.slug())
                    .map(Organization::id)
                    .filter(owner -> !owner.equals(next.id()))
                    .map(owner -> new Lost.SlugTaken(next.slug())));
  }

  private Optional<Lost> lost(Change.PutToken put) {
    var next = put.next();
    var owned =
        shelves.tenancy.organization(next.organization()).isPresent()
            || changes(Change.PutOrganization.class)
                .anyMatch(other -> other.next().id().equals(next.organization()));
    return moved(shelves.tenancy.token(next.id()), put.expected(), "token " + next.id())
        .or(() -> when(!owned, moved("organization " + next.organization())))
        .or(
            () ->
                shelves
                    .tenancy
                    .idOf(next.digest())
                    .filter(other -> !other.equals(next.id()))
                    .map(other -> moved("the digest of token " + next.id())));
  }

  private Optional<Lost> lost(Change.PutProvider put) {
    var name = put.next().name();
    var existing = shelves.catalogue.existing(name);
    return moved(shelves.catalogue.entry(name), put.expected(), name)
        .or(
            () ->
                when(
                    put.next() instanceof Provider.Deleted && existing > 0,
                    new Lost.ProviderInstalled(name, existing)));
  }

  private Optional<Lost> lost(Change.CountProvider count) {
    var before = shelves.catalogue.entry(count.provider()).map(Versioned::value);
    var after = put(count.provider()).or(() -> before);
    var gone = after.isEmpty() || (after.get() instanceof Provider.Deleted && count.existing() > 0);
    var startsAgain =
        before.isPresent() && after.isPresent() && after.get().edition() > before.get().edition();
    return when(gone, new Lost.ProviderGone(count.provider()))
        .or(
            () ->
                when(
                    !shelves.catalogue.countsUp(count, startsAgain),
                    moved("the counters of provider " + count.provider())));
  }

  private Optional<Lost> lost(Change.PutProviderVersion put) {
    var id = put.next().id();
    var stored = shelves.catalogue.ofPrecedence(id);
    var replaceable =
        stored.isEmpty()
            || put.expected() instanceof Expected.Absent
            || stored.get().value().id().equals(id);
    var homeless = shelves.catalogue.entry(id.provider()).isEmpty() && put(id.provider()).isEmpty();
    return moved(stored, put.expected(), "version " + id)
        .or(() -> when(!replaceable, moved("version " + id)))
        .or(() -> when(homeless, new Lost.ProviderGone(id.provider())));
  }

  private Optional<Lost> lost(Change.PutRegistration put) {
    Registration next = put.next();
    return moved(
            shelves.installations.registration(next.id()),
            put.expected(),
            "registration " + next.id())
        .or(
            () ->
                when(
                    !willBeThere(next.installation()),
                    moved("installation " + next.installation())))
        .or(
            () ->
                shelves
                    .installations
                    .twin(next)
                    .filter(twin -> !twin.equals(next.id()))
                    .map(twin -> moved("instance " + next.instanceId() + " as " + twin)));
  }

  private Optional<Lost> lost(Change.CreatePackage create) {
    var next = create.next();
    return when(shelves.packages.find(next.key()).isPresent(), moved("package " + next.id()))
        .or(() -> takenId(create.first()))
        .or(
            () ->
                shelves
                    .packages
                    .sameRepository(next)
                    .map(existing -> new Lost.PackageExists(existing.id())));
  }

  private Optional<Lost> lost(Change.AddPackageVersion add) {
    var next = add.next();
    return when(shelves.packages.find(next.of()).isEmpty(), new Lost.PackageGone(next.of()))
        .or(
            () ->
                shelves
                    .packages
                    .ofPrecedence(next.of(), next.semver())
                    .map(existing -> new Lost.SemVerTaken(existing.id(), existing.semver())))
        .or(() -> takenId(next));
  }

  private Optional<Lost> takenId(PackageVersion next) {
    return when(shelves.packages.hasVersionId(next), moved("package version " + next.id()));
  }

  private Optional<Lost> lost(Change.PutRegistryConnection put) {
    var next = put.next().connection();
    return when(
            shelves.registries.find(next.organization(), next.id()).isPresent(),
            moved("registry connection " + next.id()))
        .or(
            () ->
                shelves
                    .registries
                    .toRegistry(next.organization(), next.host())
                    .map(existing -> new Lost.RegistryConnected(existing.connection().id())));
  }

  private boolean willBeThere(InstallationId id) {
    return changes(Change.RemoveInstallation.class).noneMatch(remove -> remove.id().equals(id))
        && (shelves.installations.installation(id).isPresent()
            || changes(Change.PutInstallation.class)
                .anyMatch(other -> other.next().id().equals(id)));
  }

  private Optional<Provider> put(ProviderName name) {
    return changes(Change.PutProvider.class)
        .map(Change.PutProvider::next)
        .filter(next -> next.name().equals(name))
        .findFirst();
  }

  private <C extends Change> Stream<C> changes(Class<C> kind) {
    return commit.changes().stream().filter(kind::isInstance).map(kind::cast);
  }

  private static Optional<Lost> moved(
      Optional<? extends Versioned<?>> stored, Expected expected, ProviderName name) {
    return moved(stored, expected, "provider " + name);
  }

  private static Optional<Lost> moved(
      Optional<? extends Versioned<?>> stored, Expected expected, String what) {
    var holds =
        switch (expected) {
          case Expected.Absent absent -> stored.isEmpty();
          case Expected.At at ->
              stored.map(Versioned::revision).filter(at.revision()::equals).isPresent();
        };
    return when(!holds, moved(what));
  }

  private static Lost moved(String what) {
    return new Lost.Moved(what);
  }

  private static Optional<Lost> when(boolean condition, Lost lost) {
    return condition ? Optional.of(lost) : Optional.empty();
  }

  /**
   * What others stand on comes first: aggregates before counters, versions and registrations. Of
   * the messages, those that end go before those that come, so that neither meets the other.
   */
  private List<Change> inOrder() {
    return commit.changes().stream()
        .sorted((one, other) -> Integer.compare(rank(one), rank(other)))
        .toList();
  }

  private static int rank(Change change) {
    return switch (change) {
      case Change.PutOrganization put -> 0;
      case Change.PutProvider put -> 0;
      case Change.PutInstallation put -> 0;
      case Change.Acknowledge acknowledge -> 0;
      case Change.Park park -> 0;
      case Change.PutToken put -> 1;
      case Change.RequireProvider require -> 1;
      case Change.CountProvider count -> 1;
      case Change.PutProviderVersion put -> 1;
      case Change.PutRuntimeVersion put -> 1;
      case Change.RemoveInstallation remove -> 1;
      case Change.PutRegistration put -> 1;
      case Change.CreatePackage create -> 1;
      case Change.AddPackageVersion add -> 1;
      case Change.RemovePackage remove -> 1;
      case Change.PutRegistryConnection put -> 1;
      case Change.RemoveRegistryConnection remove -> 1;
      case Change.Supersede supersede -> 1;
      case Change.Keep keep -> 1;
      case Change.Append append -> 2;
    };
  }

  private void apply(Change change) {
    switch (change) {
      case Change.PutOrganization put ->
          shelves.tenancy.put(new Versioned<>(put.next(), next(put.expected())));
      case Change.PutToken put ->
          shelves.tenancy.putToken(new Versioned<>(put.next(), next(put.expected())));
      case Change.PutProvider put ->
          shelves.catalogue.put(new Versioned<>(put.next(), next(put.expected())));
      case Change.RequireProvider require -> {}
      case Change.CountProvider count -> shelves.catalogue.count(count);
      case Change.PutProviderVersion put ->
          shelves.catalogue.putVersion(new Versioned<>(put.next(), next(put.expected())));
      case Change.PutRuntimeVersion put -> shelves.catalogue.putRuntime(put.next());
      case Change.PutInstallation put ->
          shelves.installations.put(new Versioned<>(put.next(), next(put.expected())));
      case Change.RemoveInstallation remove -> {
        shelves.installations.remove(remove.id());
        shelves.leases.remove(Leases.ofRuntime(remove.id()));
      }
      case Change.PutRegistration put ->
          shelves.installations.putRegistration(new Versioned<>(put.next(), next(put.expected())));
      case Change.CreatePackage create -> shelves.packages.create(create.next(), create.first());
      case Change.AddPackageVersion add -> shelves.packages.add(add.next());
      case Change.RemovePackage remove -> shelves.packages.remove(remove.key());
      case Change.PutRegistryConnection put -> shelves.registries.put(put.next());
      case Change.RemoveRegistryConnection remove ->
          shelves.registries.remove(remove.organization(), remove.id());
      case Change.Append append -> shelves.outbox.append(append.message(), now);
      case Change.Supersede supersede ->
          shelves.outbox.supersede(supersede.key(), supersede.types(), now);
      case Change.Acknowledge acknowledge -> shelves.outbox.acknowledge(acknowledge.claim(), now);
      case Change.Park park -> shelves.outbox.park(park.claim(), park.error(), now);
      case Change.Keep keep -> shelves.answers.keep(keep.answer());
    }
  }

  private static Revision next(Expected expected) {
    return switch (expected) {
      case Expected.Absent absent -> Revision.FIRST;
      case Expected.At at -> at.revision().next();
    };
  }
}
