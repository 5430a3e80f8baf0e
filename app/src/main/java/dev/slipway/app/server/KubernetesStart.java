package dev.slipway.app.server;

import dev.slipway.adaptersk8s.KubernetesRuntimes;
import dev.slipway.adaptersk8s.KubernetesSettings;
import dev.slipway.adaptersk8s.RuntimesNotStarted;
import dev.slipway.app.configuration.RuntimesChoice;
import dev.slipway.app.configuration.Settings;
import dev.slipway.app.exit.CommandFailed;
import dev.slipway.kit.Surroundings;

/** How a server comes to its cluster, and says what is wrong when it does not. */
final class KubernetesStart {

  private KubernetesStart() {}

  /**
   * Makes sure that there is a cluster, where one is needed.
   *
   * @throws CommandFailed when none answers
   */
  static void requireCluster(Settings settings) {
    if (settings.runtimes().choice() != RuntimesChoice.KUBERNETES) {
      return;
    }
    try {
      KubernetesRuntimes.requireCluster(settings.runtimes().kubeconfig());
    } catch (RuntimesNotStarted e) {
      throw refused(settings, e);
    }
  }

  static KubernetesRuntimes start(
      Settings settings, OwnAddress ownAddress, Surroundings surroundings) {
    Surroundings.FreshTokens tokens = surroundings.tokens();
    KubernetesSettings wanted =
        KubernetesSettings.of(() -> ownAddress.await().toString(), tokens::mint)
            .withNamespacePrefix(settings.runtimes().namespacePrefix());
    try {
      return KubernetesRuntimes.start(
          settings.runtimes().kubeconfig().map(wanted::reachedBy).orElse(wanted),
          surroundings.clock());
    } catch (RuntimesNotStarted e) {
      throw refused(settings, e);
    }
  }

  private static CommandFailed refused(Settings settings, RuntimesNotStarted e) {
    return CommandFailed.refused(
        "--runtimes kubernetes%s: %s. Who runs providers is one of %s."
            .formatted(
                settings.dev() ? "" : ", the default without --dev",
                e.getMessage(),
                RuntimesChoice.WORDS),
        e);
  }
}
