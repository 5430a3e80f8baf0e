package dev.slipway.ports.driving.installation;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.tenancy.Caller;
import java.time.Instant;

/**
 * Makes a token with which whoever runs a provider by hand registers it (contract/foundation.md
 * section 5, "External"). Thread-safe; blocks.
 */
public interface IssueRuntimeToken {

  /** What became of it. */
  sealed interface Issue {
    /** A fresh token. */
    record Issued(String token, Instant expiresAt) implements Issue {
      @Override
      public String toString() {
        return "Issued[withheld, " + expiresAt + "]";
      }
    }

    /** The caller has not installed this provider. */
    record NotInstalled(ProviderName provider) implements Issue {}

    /** The caller lacks a right; the reason names it. */
    record Forbidden(String reason) implements Issue {}
  }

  /** Makes a token for the installation's present incarnation. */
  Issue issue(Caller caller, ProviderName provider);
}
