package dev.slipway.adaptersinmemory.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.portstck.runtimes.ProviderRuntimesContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExternalRuntimesTest implements ProviderRuntimesContract {

  private final ExternalRuntimes runtimes = ExternalRuntimes.create();

  @Override
  public ProviderRuntimes runtimes() {
    return runtimes;
  }

  @Override
  public Release release(ProviderName provider, SemVer version) {
    return Releases.of(provider, version, "https://example.com/a-1-py3-none-any.whl");
  }

  @Test
  void nothing_is_deployed() {
    var id = installation("org", "acme/store");

    var effect = runtimes.apply(deployment(id, new Incarnation("ins_1"), 1));

    assertThat(effect).isEqualTo(new ProviderRuntimes.Effect.Done());
    assertThat(runtimes.deploys()).isFalse();
    assertThat(runtimes.observe(id)).isEmpty();
    assertThat(runtimes.running(Optional.empty(), 10)).isEmpty();
  }

  @Test
  void words_of_simulations_mean_nothing() {
    var wheel = WheelUrl.of("https://example.com/a-1-py3-none-any.whl?simulate=nonsense");

    assertThat(runtimes.refuses(wheel)).isEmpty();
  }
}
