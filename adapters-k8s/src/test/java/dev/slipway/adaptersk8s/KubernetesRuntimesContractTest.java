package dev.slipway.adaptersk8s;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Observed;
import dev.slipway.portstck.runtimes.DeployingRuntimesContract;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class KubernetesRuntimesContractTest implements DeployingRuntimesContract {

  private final RealCluster cluster = RealCluster.open();
  private final KubernetesRuntimes runtimes = cluster.start();

  @AfterEach
  void everything_goes() {
    cluster.close();
  }

  @Override
  public ProviderRuntimes runtimes() {
    return runtimes;
  }

  @Override
  public Release release(ProviderName provider, SemVer version) {
    return RealCluster.release(provider, version);
  }

  /** Until every rollout is as far as it can come by itself. */
  @Override
  public void settle() {
    var settled =
        runtimes.seen(
            Duration.ofSeconds(60),
            () ->
                runtimes.running(Optional.empty(), 100).stream()
                    .map(Observed::installation)
                    .allMatch(runtimes::isSettled));
    if (!settled) {
      throw new AssertionError("not settled: " + runtimes.running(Optional.empty(), 100));
    }
  }
}
