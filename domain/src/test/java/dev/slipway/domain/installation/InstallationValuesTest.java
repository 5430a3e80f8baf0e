package dev.slipway.domain.installation;

import static dev.slipway.domain.installation.InstallationVocabulary.details;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.installation.Installation.LifecycleState;
import dev.slipway.domain.version.SemVer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small values around an installation. */
class InstallationValuesTest {

  @Nested
  class Words_on_the_wire {

    @ParameterizedTest
    @CsvSource({
      "PENDING, pending",
      "PROCESSING, processing",
      "READY, ready",
      "FAILED, failed",
      "DELETING, deleting"
    })
    void of_states(LifecycleState state, String word) {
      assertThat(state.word()).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"FREE, free", "STANDARD, standard", "PERFORMANCE, performance"})
    void of_tiers(ResourceTier tier, String word) {
      assertThat(tier.word()).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"AUTO, auto", "MANUAL, manual"})
    void of_policies(UpgradePolicy policy, String word) {
      assertThat(policy.word()).isEqualTo(word);
    }
  }

  @Nested
  class Names {

    @Test
    void of_installations_are_tenant_and_provider() {
      assertThat(InstallationVocabulary.ID).hasToString("dev:acme/database");
      assertThat(InstallationVocabulary.ID.deliveryKey())
          .hasToString("installation/dev/acme/database");
    }

    @Test
    void of_incarnations_and_registrations_are_their_ids() {
      assertThat(new Incarnation("ins_1")).hasToString("ins_1");
      assertThat(new RegistrationId("reg_1")).hasToString("reg_1");
    }
  }

  @Nested
  class A_direction {

    @ParameterizedTest
    @CsvSource({
      "1.0.0, 1.0.1, UP",
      "1.0.0, 0.9.9, DOWN",
      "1.0.0, 1.0.0, SAME",
      "1.0.0+a, 1.0.0+b, SAME",
      "1.0.0-rc.1, 1.0.0, UP",
      "9.0.0, 10.0.0, UP"
    })
    void is_judged_by_precedence(String installed, String target, Direction direction) {
      assertThat(Direction.between(SemVer.of(installed), SemVer.of(target))).isEqualTo(direction);
    }
  }

  @Nested
  class An_installation {

    @Test
    void holds_the_version_that_it_asked_for_and_the_one_that_serves() {
      assertThat(details().holds(SemVer.of("1.1.0"))).isTrue();
      assertThat(details().holds(SemVer.of("1.0.0"))).isTrue();
      assertThat(details().holds(SemVer.of("1.2.0"))).isFalse();
      assertThat(details().holds(SemVer.of("1.1.0+b"))).isFalse();
    }

    @Test
    void that_never_ran_holds_what_it_asked_for() {
      var fresh =
          InstallationMachine.install(
                  InstallationVocabulary.ID,
                  new Incarnation("ins_1"),
                  details().desired(),
                  UpgradeRule.of(UpgradePolicy.AUTO),
                  InstallationVocabulary.NOW)
              .next()
              .details();

      assertThat(fresh.holds(SemVer.of("1.1.0"))).isTrue();
      assertThat(fresh.holds(SemVer.of("1.0.0"))).isFalse();
    }

    @Test
    void asks_for_a_rollout_of_the_number_of_its_operation() {
      assertThat(details().requested()).isEqualTo(new Rollout(5, details().desired()));
    }

    @Test
    void is_named_by_its_details() {
      assertThat(InstallationVocabulary.ready(details()).id()).isEqualTo(InstallationVocabulary.ID);
    }
  }

  @Nested
  class A_specification {

    @Test
    void at_another_version_is_otherwise_the_same() {
      var config = new InstallationConfig(Map.of("A", "b"));

      assertThat(
              new Specification(SemVer.of("1.0.0"), ResourceTier.FREE, config)
                  .at(SemVer.of("2.0.0")))
          .isEqualTo(new Specification(SemVer.of("2.0.0"), ResourceTier.FREE, config));
    }
  }

  @Nested
  class Counters {

    private final Optional<Installation> none = Optional.empty();
    private final Optional<Installation> ready =
        Optional.of(InstallationVocabulary.ready(details()));
    private final Optional<Installation> deleting =
        Optional.of(InstallationVocabulary.deleting(details()));

    @Test
    void move_with_installing_removing_and_being_gone() {
      assertThat(InstallationCounts.between(none, ready)).isEqualTo(new InstallationCounts(1, 1));
      assertThat(InstallationCounts.between(ready, deleting))
          .isEqualTo(new InstallationCounts(0, -1));
      assertThat(InstallationCounts.between(deleting, ready))
          .isEqualTo(new InstallationCounts(0, 1));
      assertThat(InstallationCounts.between(deleting, none))
          .isEqualTo(new InstallationCounts(-1, 0));
    }

    @Test
    void stand_still_otherwise() {
      assertThat(InstallationCounts.between(ready, ready).isZero()).isTrue();
      assertThat(InstallationCounts.between(none, none).isZero()).isTrue();
      assertThat(new InstallationCounts(1, 0).isZero()).isFalse();
      assertThat(new InstallationCounts(0, 1).isZero()).isFalse();
    }
  }
}
