package dev.slipway.adaptersk8s;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where the Kubernetes of these tests is. */
sealed interface Whereabouts {

  /** Names an administrator's kubeconfig. */
  String VARIABLE = "SLIPWAY_TEST_KUBECONFIG";

  /** Somebody gave one. */
  record Given(Path kubeconfig) implements Whereabouts {}

  /** It can be started in containers. */
  record Containers() implements Whereabouts {}

  /**
   * There is none.
   *
   * @param why what is left out, in one sentence
   */
  record Nowhere(String why) implements Whereabouts {}

  /**
   * The one that is given, else containers.
   *
   * @param variable what {@link #VARIABLE} says
   * @param engine whether a container engine answers; asked only when nothing is given
   */
  static Whereabouts of(Optional<String> variable, BooleanSupplier engine) {
    var given = variable.filter(path -> !path.isEmpty());
    if (given.isPresent()) {
      return new Given(Path.of(given.get()));
    }
    return engine.getAsBoolean()
        ? new Containers()
        : new Nowhere(
            "No "
                + VARIABLE
                + " is set, and no container engine answers: what needs a real Kubernetes is left"
                + " out (.ci/run starts one)");
  }
}
