package dev.slipway.adaptersinmemory.runtimes;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driving.registration.RegisterRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A platform that takes everything, wants to be told every 10 ms, and rings when it was told so
 * often. At the first call it breaks in a way that nobody foresaw. Thread-safe.
 */
final class LatchedDesk implements RegisterRuntime {

  private final CountDownLatch left;
  private final CountDownLatch breaks = new CountDownLatch(1);

  LatchedDesk(int calls) {
    this.left = new CountDownLatch(calls);
  }

  boolean rung(Duration within) throws InterruptedException {
    return left.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public RuntimeAuthentication authenticate(String token) {
    var id = new InstallationId(new OrganizationId("org"), ProviderName.of("acme/store"));
    return new RuntimeAuthentication.Holder(
        new RuntimeIdentity(id, new Incarnation("ins_1"), 1, Instant.MAX));
  }

  @Override
  public RuntimeRegistration register(RuntimeIdentity identity, RegisterCommand command) {
    if (breaks.getCount() > 0) {
      breaks.countDown();
      throw new IllegalStateException("breaks once, as the test asked");
    }
    left.countDown();
    return new RuntimeRegistration.Registered(
        new Welcome(
            new RegistrationId("reg_1"),
            Duration.ofMillis(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            "fresh",
            Instant.MAX));
  }

  @Override
  public Heartbeat heartbeat(RuntimeIdentity identity, RegistrationId id, Beat beat) {
    left.countDown();
    return new Heartbeat.Heard(Optional.empty(), false);
  }
}
