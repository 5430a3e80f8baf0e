package dev.slipway.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptersinmemory.faults.Fault;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.SettingsEdit;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.version.VersionRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever dies at whatever step of an operation: the final state equals that of the undisturbed
 * run, and nothing took effect twice.
 */
class KilledWorkersTest {

  private static final Duration LONG_ENOUGH = Duration.ofMinutes(7);

  /**
   * An operation.
   *
   * @param name for the report
   * @param before what was there
   * @param wish what is asked for while workers die
   */
  record Story(String name, Consumer<VirtualPlatform> before, Consumer<Tenant> wish) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Story> stories() {
    return Stream.of(
        new Story("install", platform -> given(platform), tenant -> tenant.installs("1.0.0")),
        new Story(
            "upgrade",
            platform -> installed(platform).publishes("1.1.0"),
            tenant -> tenant.upgradesTo("1.1.0")),
        new Story(
            "upgrade that never registers",
            platform -> installed(platform).publishes("1.1.0", "never-registers"),
            tenant -> tenant.upgradesTo("1.1.0")),
        new Story(
            "upgrade that cannot be applied",
            platform -> installed(platform).publishes("1.1.0", "fail"),
            tenant -> tenant.upgradesTo("1.1.0")),
        new Story(
            "downgrade",
            platform -> {
              var tenant = installed(platform).publishes("1.1.0").upgradesTo("1.1.0");
              platform.settle();
              assertThat(tenant.state()).isEqualTo("ready");
            },
            tenant -> tenant.downgradesTo("1.0.0")),
        new Story("redeploy", platform -> installed(platform), Tenant::redeploys),
        new Story(
            "another tier and config",
            platform -> installed(platform),
            tenant ->
                tenant.configures(
                    SettingsEdit.NONE
                        .with(ResourceTier.PERFORMANCE)
                        .with(new InstallationConfig(Map.of("REGION", "south"))))),
        new Story(
            "another policy",
            platform -> installed(platform).publishes("1.1.0"),
            tenant -> tenant.configures(SettingsEdit.NONE.with(UpgradePolicy.AUTO))),
        new Story(
            "another tier, and a range while it is brought out",
            platform -> installed(platform),
            tenant ->
                tenant
                    .configures(SettingsEdit.NONE.with(ResourceTier.FREE))
                    .configures(SettingsEdit.NONE.within(VersionRange.of("1.x")))),
        new Story("uninstall", platform -> installed(platform), Tenant::uninstalls),
        new Story(
            "automatic upgrade",
            platform -> {
              given(platform).installs("1.0.0", UpgradePolicy.AUTO);
              platform.settle();
            },
            tenant -> tenant.publishes("1.1.0")));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void the_end_is_the_same_whatever_dies_at_whatever_step(Story story) {
    var undisturbed = run(story, Optional.empty());
    assertThat(undisturbed.steps()).as("steps of the undisturbed run").isPositive();

    var different = new ArrayList<String>();
    for (var fault :
        List.of(Fault.KILLED_BEFORE, Fault.KILLED_AFTER, Fault.UNAVAILABLE, Fault.ANSWER_LOST)) {
      for (int step = 1; step <= Math.min(undisturbed.steps(), 60); step++) {
        var disturbed = run(story, Optional.of(new Blow(step, fault)));
        if (!disturbed.end().equals(undisturbed.end())) {
          different.add(fault + " at step " + step + ": " + disturbed.end());
        }
      }
    }

    assertThat(different).as("the undisturbed end is " + undisturbed.end()).isEmpty();
  }

  private record Blow(int step, Fault fault) {}

  private record Run(int steps, List<String> end) {}

  private static Run run(Story story, Optional<Blow> blow) {
    try (var platform = VirtualPlatform.create()) {
      story.before().accept(platform);
      var tenant = new Tenant(platform.slipway());
      story.wish().accept(tenant);
      int before = platform.faults().calls().size();
      blow.ifPresent(one -> platform.faults().strike(one.step(), one.fault()));
      platform.advance(Duration.ofSeconds(1));
      int steps = platform.faults().calls().size() - before;
      platform.advance(LONG_ENOUGH);
      return new Run(steps, end(platform, tenant));
    }
  }

  /**
   * Everything that must not depend on what died: what is stored, what runs, what is left to do.
   */
  private static List<String> end(VirtualPlatform platform, Tenant tenant) {
    var end = new ArrayList<String>();
    end.add("state " + tenant.state());
    if (tenant.hasInstalled()) {
      var details = tenant.installation().details();
      end.add("asked for " + details.desired().version() + ", runs " + tenant.runs());
      end.add("set to " + details.desired() + " and " + details.upgrades());
      end.add("generation " + details.generation() + ", health " + tenant.health());
      if (tenant.installation() instanceof Installation.Failed failed) {
        end.add(failed.reason());
      }
    }
    platform
        .runtimes()
        .running(Optional.empty(), 100)
        .forEach(
            observed ->
                end.add("in the world: " + observed.serving() + " " + observed.candidate()));
    platform
        .store()
        .catalogue()
        .provider(Tenant.DATABASE)
        .ifPresent(view -> end.add("counted: " + view.existing() + " " + view.installCount()));
    end.add("left to deliver: " + platform.store().outbox().size());
    end.addAll(platform.inconsistencies());
    return end;
  }

  private static Tenant given(VirtualPlatform platform) {
    return new Tenant(platform.slipway()).registersARuntimeVersion().publishes("1.0.0");
  }

  private static Tenant installed(VirtualPlatform platform) {
    var tenant = given(platform).installs("1.0.0");
    platform.settle();
    assertThat(tenant.state()).isEqualTo("ready");
    return tenant;
  }
}
