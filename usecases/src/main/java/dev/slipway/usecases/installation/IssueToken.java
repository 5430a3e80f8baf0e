package dev.slipway.usecases.installation;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Right;
import dev.slipway.ports.driven.installation.Installations;
import dev.slipway.ports.driving.installation.IssueRuntimeToken;
import dev.slipway.ports.driving.registration.RegisterRuntime.Renewal;
import jakarta.inject.Inject;

/** Keeps {@link IssueRuntimeToken}. Thread-safe. */
public final class IssueToken implements IssueRuntimeToken {

  /** Makes tokens; a seam, so that installations need not know registrations. */
  public interface Mint {
    /** A fresh token of an installation's incarnation, bound to no rollout. */
    Renewal mint(Installation installation);
  }

  private final Installations installations;
  private final Mint mint;

  @Inject
  public IssueToken(Installations installations, Mint mint) {
    this.installations = installations;
    this.mint = mint;
  }

  @Override
  public Issue issue(Caller caller, ProviderName provider) {
    if (!(caller instanceof Caller.Member member) || !Rights.may(caller, Right.WRITE, provider)) {
      return new Issue.Forbidden(Rights.missing(Right.WRITE, provider));
    }
    var found = installations.find(new InstallationId(member.organization().id(), provider));
    if (found.isEmpty()) {
      return new Issue.NotInstalled(provider);
    }
    var token = mint.mint(found.get().installation().value());
    return new Issue.Issued(token.token(), token.expiresAt());
  }
}
