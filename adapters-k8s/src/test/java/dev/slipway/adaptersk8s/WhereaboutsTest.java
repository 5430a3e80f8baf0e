package dev.slipway.adaptersk8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which Kubernetes the tests run on. */
class WhereaboutsTest {

  @Test
  void the_one_that_is_given_and_no_engine_is_asked_for() {
    var found =
        Whereabouts.of(
            Optional.of("/some/kubeconfig"),
            () -> {
              throw new AssertionError("nobody needs an engine");
            });

    assertThat(found).isEqualTo(new Whereabouts.Given(Path.of("/some/kubeconfig")));
  }

  @Test
  void containers_where_none_is_given_and_an_engine_answers() {
    assertThat(Whereabouts.of(Optional.empty(), () -> true))
        .isEqualTo(new Whereabouts.Containers());
    assertThat(Whereabouts.of(Optional.of(""), () -> true)).isEqualTo(new Whereabouts.Containers());
  }

  @Test
  void none_else_and_one_sentence_says_what_is_left_out() {
    assertThat(Whereabouts.of(Optional.empty(), () -> false))
        .isEqualTo(
            new Whereabouts.Nowhere(
                "No SLIPWAY_TEST_KUBECONFIG is set, and no container engine answers: what needs a"
                    + " real Kubernetes is left out (.ci/run starts one)"));
  }
}
