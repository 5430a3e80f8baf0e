package dev.slipway.adaptersinmemory.runtimes;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driving.registration.RegisterRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A platform that answers nobody until so many ask to register at once. Thread-safe. */
final class CrowdedDesk implements RegisterRuntime {

  private final CountDownLatch missing;

  CrowdedDesk(int atOnce) {
    this.missing = new CountDownLatch(atOnce);
  }

  boolean everybodyIsThere(Duration within) throws InterruptedException {
    return missing.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public RuntimeAuthentication authenticate(String token) {
    var id = new InstallationId(new OrganizationId("org"), ProviderName.of("acme/store"));
    return new RuntimeAuthentication.Holder(
        new RuntimeIdentity(id, new Incarnation("ins_1"), 1, Instant.MAX));
  }

  @Override
  public RuntimeRegistration register(RuntimeIdentity identity, RegisterCommand command) {
    missing.countDown();
    try {
      missing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new RuntimeRegistration.Superseded("nobody is wanted");
  }

  @Override
  public Heartbeat heartbeat(RuntimeIdentity identity, RegistrationId id, Beat beat) {
    throw new IllegalStateException("nobody has registered with " + id);
  }
}
