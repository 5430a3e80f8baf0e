package dev.slipway.adaptersinmemory.store;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * All that one store holds, and the one lock under which it is read and changed: readers see all of
 * a commit or nothing. The shelves themselves know no lock.
 */
final class Shelves {

  final CatalogueShelf catalogue = new CatalogueShelf();
  final TenancyShelf tenancy = new TenancyShelf();
  final InstallationShelf installations = new InstallationShelf(catalogue);
  final PackageShelf packages = new PackageShelf();
  final RegistryShelf registries = new RegistryShelf();
  final AnswerShelf answers = new AnswerShelf();
  final LeaseShelf leases = new LeaseShelf();
  final Bell bell = new Bell();
  final OutboxShelf outbox = new OutboxShelf(bell);
  Optional<String> signingKey = Optional.empty();

  private final InstantSource clock;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  Shelves(InstantSource clock) {
    this.clock = clock;
  }

  /** The store's own time. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  <T> T read(Supplier<T> look) {
    lock.readLock().lock();
    try {
      return look.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  <T> T write(Supplier<T> step) {
    lock.writeLock().lock();
    try {
      return step.get();
    } finally {
      lock.writeLock().unlock();
    }
  }

  void write(Runnable step) {
    lock.writeLock().lock();
    try {
      step.run();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
