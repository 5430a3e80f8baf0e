package dev.slipway.domain.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatestTest {

  @Test
  void is_the_highest_release() {
    assertThat(latest("1.9.0", "1.10.0", "1.2.0")).contains("1.10.0");
  }

  @Test
  void passes_over_higher_pre_releases() {
    assertThat(latest("2.0.0-rc.1", "1.0.0", "3.0.0-alpha")).contains("1.0.0");
  }

  @Test
  void is_the_highest_pre_release_when_there_is_nothing_else() {
    assertThat(latest("1.0.0-rc.2", "1.0.0-rc.10", "0.9.0-rc.99")).contains("1.0.0-rc.10");
  }

  @Test
  void is_absent_when_there_are_no_versions() {
    assertThat(latest()).isEmpty();
  }

  @Test
  void is_the_first_of_those_that_differ_in_build_metadata() {
    assertThat(latest("1.0.0+b", "1.0.0+a")).contains("1.0.0+b");
  }

  private static Optional<String> latest(String... versions) {
    return Latest.latest(List.of(versions), SemVer::of);
  }
}
