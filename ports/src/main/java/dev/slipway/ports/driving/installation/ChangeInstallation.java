package dev.slipway.ports.driving.installation;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.SettingsEdit;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.installation.VersionChoice;

/**
 * Changes an installation of the caller's organization (seed {@code downgrade-provider.txt}). What
 * is stored is a wish: workers bring it out. Thread-safe; blocks.
 */
public interface ChangeInstallation {

  /** Asks for a higher version. Violations stand at {@code version}. */
  InstallationAnswer upgrade(Caller caller, ProviderName provider, VersionChoice version);

  /** Asks for a lower version. Violations stand at {@code target_version}. */
  InstallationAnswer downgrade(Caller caller, ProviderName provider, SemVer version);

  /**
   * Asks to bring out again what the installation already has.
   *
   * @param version {@link VersionChoice.Exact} the asked-for or the running version; anything else
   *     means the asked-for one. Violations stand at {@code version}.
   */
  InstallationAnswer redeploy(Caller caller, ProviderName provider, VersionChoice version);

  /**
   * Changes settings (contract/foundation.md section 5). Who decides on upgrades, and inside which
   * range, holds at once; another tier or config is an operation, and nothing holds of an edit that
   * asks for one while another is in flight. What is as before asks for nothing. Violations stand
   * at {@code config}.
   */
  InstallationAnswer configure(Caller caller, ProviderName provider, SettingsEdit edit);

  /** Asks for removal; supersedes what is in flight. */
  InstallationAnswer uninstall(Caller caller, ProviderName provider);
}
