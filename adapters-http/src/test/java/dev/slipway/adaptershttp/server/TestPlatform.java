package dev.slipway.adaptershttp.server;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driving.registration.RegisterRuntime;
import dev.slipway.ports.driving.tenancy.Authenticate;
import java.time.Instant;

/** Knows one token of an organization, and one of a runtime; may lose its store. */
final class TestPlatform implements Authenticate, RegisterRuntime {

  static final String TOKEN = "slp_acme";
  static final String RUNTIME_TOKEN = "slr_acme";

  private volatile boolean lost;

  void loseStore() {
    lost = true;
  }

  @Override
  public Authentication anonymous() {
    return new Authentication.Known(new Caller.Anonymous());
  }

  @Override
  public Authentication bearer(String token) {
    if (lost) {
      throw new StorageUnavailable("Looking for a token: no store in this test");
    }
    return token.equals(TOKEN)
        ? new Authentication.Known(Caller.everything("acme", Instant.EPOCH))
        : new Authentication.Refused("no such token");
  }

  @Override
  public RuntimeAuthentication authenticate(String token) {
    return token.equals(RUNTIME_TOKEN)
        ? new RuntimeAuthentication.Holder(
            new RuntimeIdentity(
                new InstallationId(new OrganizationId("acme"), ProviderName.of("acme/x")),
                new Incarnation("ins_1"),
                1,
                Instant.MAX))
        : new RuntimeAuthentication.Refused("no runtime's token");
  }

  @Override
  public RuntimeRegistration register(RuntimeIdentity identity, RegisterCommand command) {
    throw new UnsupportedOperationException("Nobody registers in this test");
  }

  @Override
  public Heartbeat heartbeat(RuntimeIdentity identity, RegistrationId id, Beat beat) {
    throw new UnsupportedOperationException("Nobody beats in this test");
  }
}
