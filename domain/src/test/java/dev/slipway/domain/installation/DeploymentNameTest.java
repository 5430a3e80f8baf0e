package dev.slipway.domain.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import org.junit.jupiter.api.Test;

class DeploymentNameTest {

  @Test
  void is_prefix_and_name() {
    assertThat(DeploymentName.of(ProviderName.of("acme", "my-database")))
        .hasToString("acme-my-database");
  }

  @Test
  void is_left_whole_up_to_63_characters() {
    var longest = ProviderName.of("acme", "d".repeat(58));

    assertThat(DeploymentName.of(longest).value()).isEqualTo("acme-" + "d".repeat(58));
  }

  @Test
  void is_cut_and_hashed_beyond() {
    var longer = ProviderName.of("acme", "d".repeat(59));

    assertThat(DeploymentName.of(longer).value())
        .hasSize(63)
        .matches("acme-d{47}-[0-9a-f]{10}")
        .isEqualTo("acme-" + "d".repeat(47) + "-4aab3f400b");
  }

  /** Known, and why nothing finds a deployment by its name alone. */
  @Test
  void is_the_same_for_two_short_names_whose_hyphens_stand_elsewhere() {
    assertThat(DeploymentName.of(ProviderName.of("a-b", "c")))
        .isEqualTo(DeploymentName.of(ProviderName.of("a", "b-c")));
  }

  @Test
  void is_another_for_two_long_names_whose_hyphens_stand_elsewhere() {
    var end = "z".repeat(80);

    assertThat(DeploymentName.of(ProviderName.of("a-b", end)))
        .isNotEqualTo(DeploymentName.of(ProviderName.of("a", "b-" + end)));
  }
}
