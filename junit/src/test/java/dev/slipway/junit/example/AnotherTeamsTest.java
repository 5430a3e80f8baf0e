package dev.slipway.junit.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptersinmemory.runtimes.SimulatedScript;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.version.SemVer;
import dev.slipway.junit.SlipwayTest;
import dev.slipway.junit.VirtualPlatform;
import dev.slipway.kit.Slipway;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.PublishCommand;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers.RegisterCommand;
import dev.slipway.ports.driving.installation.InstallProvider.InstallCommand;
import dev.slipway.ports.driving.installation.ReadInstallations.Found;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A team that wants to know what it sees when a provider takes its time. */
@SlipwayTest
class AnotherTeamsTest {

  private static final ProviderName DATABASE = ProviderName.of("acme/database");

  @Test
  void a_slow_provider_is_processing_for_a_minute(VirtualPlatform platform) {
    var acme = Slipway.operator("acme");
    var slipway = platform.slipway();
    platform
        .runtimes()
        .script(DATABASE, SimulatedScript.WELL_BEHAVED.registeringAfter(Duration.ofMinutes(1)));
    var wheel = WheelUrl.parse("https://wheels.example/database-1.0.0-py3-none-any.whl");
    var content = WheelContent.of(wheel.orElseThrow());
    var runtime =
        slipway.runtimeVersions().register(acme, RegisterCommand.of(SemVer.of("1.0.0"), "r:1"));
    var published =
        slipway.publish().publish(acme, PublishCommand.of(DATABASE, SemVer.of("1.0.0"), content));
    var installed = slipway.install().install(acme, InstallCommand.latest(DATABASE));

    platform.advance(Duration.ofSeconds(59));
    var soon = slipway.installations().installation(acme, DATABASE);
    platform.advance(Duration.ofSeconds(2));
    var then = slipway.installations().installation(acme, DATABASE);

    assertThat(runtime + " " + published + " " + installed).doesNotContain("Forbidden");
    assertThat(state(soon)).isEqualTo("processing");
    assertThat(state(then)).isEqualTo("ready");
  }

  private static String state(Found found) {
    return ((Found.Installation) found).installation().installation().value().state().word();
  }
}
