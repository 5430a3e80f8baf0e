package dev.slipway.ports.driving.installation;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.installation.UpgradeRule;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.driving.answer.Idempotency;

/**
 * Installs a provider for the caller's organization (seed {@code install-provider.txt}). What is
 * stored is a wish: workers bring it out. Thread-safe; blocks.
 */
public interface InstallProvider {

  /**
   * An installation that is wanted.
   *
   * @param provider what to install
   * @param version which version
   * @param tier with how much of a machine
   * @param upgrades who decides on upgrades, and how far they go by themselves
   * @param config with which environment variables
   * @param idempotency whether it may be sent twice
   */
  record InstallCommand(
      ProviderName provider,
      VersionChoice version,
      ResourceTier tier,
      UpgradeRule upgrades,
      InstallationConfig config,
      Idempotency<InstallationView> idempotency) {

    /** The latest version, with the defaults of the contract. */
    public static InstallCommand latest(ProviderName provider) {
      return new InstallCommand(
          provider,
          new VersionChoice.Latest(),
          ResourceTier.STANDARD,
          UpgradeRule.MANUAL,
          InstallationConfig.EMPTY,
          Idempotency.none());
    }

    /** The same with another policy. */
    public InstallCommand with(UpgradePolicy next) {
      return with(new UpgradeRule(next, upgrades.range()));
    }

    /** The same with another rule for upgrades. */
    public InstallCommand with(UpgradeRule next) {
      return new InstallCommand(provider, version, tier, next, config, idempotency);
    }

    /** The same with other environment variables. */
    public InstallCommand with(InstallationConfig next) {
      return new InstallCommand(provider, version, tier, upgrades, next, idempotency);
    }

    /** The same at another version. */
    public InstallCommand at(VersionChoice next) {
      return new InstallCommand(provider, next, tier, upgrades, config, idempotency);
    }
  }

  /** Installs a provider. */
  InstallationAnswer install(Caller caller, InstallCommand command);
}
