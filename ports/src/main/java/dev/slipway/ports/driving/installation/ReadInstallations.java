package dev.slipway.ports.driving.installation;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Observed;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import java.util.Optional;

/** Looks at the installations of the caller's organization. Thread-safe; blocks. */
public interface ReadInstallations {

  /** What became of a look at one installation. */
  sealed interface Found {
    /** It is there. */
    record Installation(InstallationView installation) implements Found {}

    /** It is there, and this is what runs of it, if anything. */
    record Deployment(InstallationView installation, Optional<Observed> observed)
        implements Found {}

    /** The caller has not installed this provider. */
    record NotInstalled(ProviderName provider) implements Found {}

    /** The caller lacks a right; the reason names it. */
    record Forbidden(String reason) implements Found {}
  }

  /** What became of a look at all. */
  sealed interface Listed {
    /** By canonical provider name. */
    record Installations(Page<InstallationView> page) implements Listed {}

    /** The caller lacks a right; the reason names it. */
    record Forbidden(String reason) implements Listed {}
  }

  /**
   * Those of the caller's installations that it has the right to read; refused when it has none.
   */
  Listed installations(Caller caller, Paging paging);

  /** One installation. */
  Found installation(Caller caller, ProviderName provider);

  /** One installation and what runs of it. */
  Found deployment(Caller caller, ProviderName provider);
}
