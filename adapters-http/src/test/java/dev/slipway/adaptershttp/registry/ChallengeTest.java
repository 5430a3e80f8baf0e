package dev.slipway.adaptershttp.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

  @Test
  void is_a_scheme_and_its_parameters() {
    assertThat(
            Challenge.read(
                "Bearer realm=\"https://auth.example/token\",service=\"a, \\\"b\\\"\",scope=x"))
        .containsExactly(
            new Challenge(
                "bearer",
                Map.of(
                    "realm", "https://auth.example/token", "service", "a, \"b\"", "scope", "x")));
  }

  @Test
  void may_be_one_of_several() {
    assertThat(Challenge.read("Negotiate, Basic realm=\"x\" , BEARER Realm = y,service=z"))
        .containsExactly(
            new Challenge("negotiate", Map.of()),
            new Challenge("basic", Map.of("realm", "x")),
            new Challenge("bearer", Map.of("realm", "y", "service", "z")));
  }

  @Test
  void may_have_no_parameters() {
    assertThat(Challenge.read("Basic")).containsExactly(new Challenge("basic", Map.of()));
    assertThat(Challenge.read("")).isEmpty();
    assertThat(Challenge.read(" , ,")).isEmpty();
  }

  @Test
  void counts_the_first_parameter_of_a_name() {
    assertThat(Challenge.read("Bearer realm=a, realm=b"))
        .containsExactly(new Challenge("bearer", Map.of("realm", "a")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=",
        "Bearer realm=",
        "Bearer realm=\"x",
        "Bearer realm=\"x\\",
        "Bearer realm=x y",
        "Bearer \"x\"",
        "Bearer realm=x;y=z",
        "\u00fc"
      })
  void is_nothing_where_it_is_malformed(String header) {
    assertThat(Challenge.read(header)).isEmpty();
  }
}
