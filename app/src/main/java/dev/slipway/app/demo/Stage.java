package dev.slipway.app.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** What the tour plays on: real processes, or a simulation of them where there is no Python. */
interface Stage {

  /** The body that publishes a version of the provider. */
  ObjectNode publication(String version);

  /** The digest of a version's wheel. */
  String digest(String version);

  /** Shows that this version runs. */
  void showRunning(String version);

  /** Shows that what ran before the last change still runs. */
  void showUntouched();

  /**
   * Makes the provider fall silent.
   *
   * @param upgrade upgrades to another version first, where silence is a matter of versions
   */
  void silence(Consumer<String> upgrade);

  /** Makes it speak again. */
  void speakAgain();

  /**
   * Kills the provider.
   *
   * @param redeploy brings it out again, where nothing can be killed
   */
  void kill(Runnable redeploy);

  /** Shows that another instance has taken the place of the killed one. */
  void showReborn();

  /** Shows that nothing runs any more. */
  void showNothingRuns();
}
