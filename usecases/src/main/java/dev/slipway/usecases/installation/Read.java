package dev.slipway.usecases.installation;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Right;
import dev.slipway.domain.tenancy.Subject;
import dev.slipway.ports.driven.installation.Installations;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driving.installation.ReadInstallations;
import dev.slipway.ports.paging.Paging;
import dev.slipway.usecases.catalogue.Ownership;
import jakarta.inject.Inject;

/** Keeps {@link ReadInstallations}. Thread-safe. */
public final class Read implements ReadInstallations {

  private final Installations installations;
  private final ProviderRuntimes runtimes;

  @Inject
  public Read(Installations installations, ProviderRuntimes runtimes) {
    this.installations = installations;
    this.runtimes = runtimes;
  }

  @Override
  public Listed installations(Caller caller, Paging paging) {
    var reach = caller.reach(Right.READ, Subject.Kind.INSTALLATIONS);
    if (!(caller instanceof Caller.Member member) || reach.isNothing()) {
      return new Listed.Forbidden(Ownership.missing(Right.READ));
    }
    return new Listed.Installations(installations.page(member.organization().id(), reach, paging));
  }

  @Override
  public Found installation(Caller caller, ProviderName provider) {
    if (!(caller instanceof Caller.Member member) || !Rights.may(caller, Right.READ, provider)) {
      return new Found.Forbidden(Rights.missing(Right.READ, provider));
    }
    var found = installations.find(new InstallationId(member.organization().id(), provider));
    return found.isPresent()
        ? new Found.Installation(found.get())
        : new Found.NotInstalled(provider);
  }

  @Override
  public Found deployment(Caller caller, ProviderName provider) {
    return switch (installation(caller, provider)) {
      case Found.Installation(var view) ->
          new Found.Deployment(
              view,
              runtimes
                  .observe(view.installation().value().id())
                  .filter(
                      observed ->
                          observed
                              .incarnation()
                              .equals(view.installation().value().details().incarnation())));
      case Found.Deployment deployment -> deployment;
      case Found.NotInstalled missing -> missing;
      case Found.Forbidden forbidden -> forbidden;
    };
  }
}
