package dev.slipway.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptersinmemory.runtimes.SimulatedScript;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.UpgradePolicy;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Whole stories in virtual time. */
@SlipwayTest
class VirtualPlatformTest {

  private Tenant tenant = new Tenant(VirtualPlatform.create().slipway());

  @BeforeEach
  void a_runtime_version_and_a_published_version(VirtualPlatform platform) {
    tenant = new Tenant(platform.slipway()).registersARuntimeVersion().publishes("1.0.0");
  }

  @Test
  void nothing_happens_until_the_test_lets_it(VirtualPlatform platform) {
    tenant.installs("1.0.0");

    var before = tenant.state();
    platform.settle();
    var after = tenant.state();

    assertThat(before).isEqualTo("pending");
    assertThat(after).isEqualTo("ready");
  }

  @Nested
  class When_the_new_version_never_registers {

    @BeforeEach
    void an_upgrade_is_asked_for(VirtualPlatform platform) {
      tenant.installs("1.0.0");
      platform.settle();
      tenant.publishes("1.1.0", "never-registers").upgradesTo("1.1.0");
    }

    @Test
    void the_deadline_of_five_minutes_passes_in_no_time(VirtualPlatform platform) {
      platform.advance(Duration.ofMinutes(5));

      assertThat(tenant.installation())
          .isInstanceOfSatisfying(
              Installation.Failed.class,
              failed ->
                  assertThat(failed.reason())
                      .isEqualTo("Registration timed out after 300 s: no registration"));
    }

    @Test
    void the_old_version_goes_on_serving(VirtualPlatform platform) {
      platform.advance(Duration.ofMinutes(6));

      assertThat(tenant.runs()).isEqualTo("1.0.0");
      assertThat(tenant.health()).isEqualTo("healthy");
    }

    @Test
    void a_redeploy_of_what_runs_brings_it_back_to_ready(VirtualPlatform platform) {
      platform.advance(Duration.ofMinutes(6));
      tenant.downgradesTo("1.0.0");

      platform.settle();

      assertThat(tenant.state()).isEqualTo("ready");
      assertThat(tenant.runs()).isEqualTo("1.0.0");
    }
  }

  @Nested
  class When_a_runtime_falls_silent {

    @BeforeEach
    void a_runtime_that_is_silent_for_a_minute(VirtualPlatform platform) {
      platform
          .runtimes()
          .script(
              SimulatedScript.WELL_BEHAVED
                  .silentAfter(Duration.ofSeconds(20))
                  .silentFor(Duration.ofMinutes(1)));
      tenant.installs("1.0.0");
    }

    @Test
    void it_is_degraded_after_three_missed_heartbeats(VirtualPlatform platform) {
      platform.advance(Duration.ofSeconds(55));

      assertThat(tenant.health()).isEqualTo("degraded");
      assertThat(tenant.state()).isEqualTo("ready");
    }

    @Test
    void it_is_healthy_again_when_it_is_heard(VirtualPlatform platform) {
      platform.advance(Duration.ofSeconds(100));

      assertThat(tenant.health()).isEqualTo("healthy");
    }
  }

  @Test
  void a_deployment_that_fails_is_tried_three_times_and_then_told(VirtualPlatform platform) {
    tenant.publishes("1.1.0", "fail").installs("1.1.0");

    platform.advance(Duration.ofMinutes(2));

    assertThat(tenant.installation())
        .isInstanceOfSatisfying(
            Installation.Failed.class,
            failed -> assertThat(failed.reason()).startsWith("Deploy failed after 3 attempts: "));
  }

  @Test
  void a_deployment_that_fails_twice_succeeds(VirtualPlatform platform) {
    tenant.publishes("1.1.0", "fail-times:2").installs("1.1.0");

    platform.advance(Duration.ofMinutes(2));

    assertThat(tenant.state()).isEqualTo("ready");
  }

  @Test
  void an_automatic_installation_follows_a_publication_within_its_major_version(
      VirtualPlatform platform) {
    tenant.installs("1.0.0", UpgradePolicy.AUTO);
    platform.settle();
    tenant.publishes("1.1.0").publishes("2.0.0").publishes("1.2.0-rc.1");

    platform.settle();

    assertThat(tenant.runs()).isEqualTo("1.1.0");
  }

  @Test
  void a_publication_during_an_operation_is_followed_behind_it(VirtualPlatform platform) {
    tenant.publishes("1.1.0", "delay:30s").installs("1.1.0", UpgradePolicy.AUTO);
    platform.settle();
    tenant.publishes("1.2.0");

    platform.advance(Duration.ofMinutes(1));

    assertThat(tenant.runs()).isEqualTo("1.2.0");
  }

  @Test
  void a_yanked_version_is_no_target_of_an_automatic_upgrade(VirtualPlatform platform) {
    tenant.installs("1.0.0", UpgradePolicy.AUTO);
    platform.settle();
    tenant.publishes("1.1.0").yanks("1.1.0");

    platform.settle();

    assertThat(tenant.runs()).isEqualTo("1.0.0");
  }

  @Test
  void a_removal_that_fails_three_times_is_told_and_can_be_asked_for_again(
      VirtualPlatform platform) {
    tenant.publishes("1.1.0", "remove-fail-times:3").installs("1.1.0");
    platform.settle();
    tenant.uninstalls();
    platform.advance(Duration.ofMinutes(1));

    var first = tenant.state();
    tenant.uninstalls();
    platform.advance(Duration.ofMinutes(1));

    assertThat(first).isEqualTo("failed");
    assertThat(tenant.state()).isEqualTo("gone");
  }

  @Test
  void an_uninstall_supersedes_what_is_in_flight(VirtualPlatform platform) {
    tenant.publishes("1.1.0", "delay:30s").installs("1.1.0");
    platform.settle();
    tenant.uninstalls();

    platform.advance(Duration.ofMinutes(1));

    assertThat(tenant.state()).isEqualTo("gone");
  }
}
