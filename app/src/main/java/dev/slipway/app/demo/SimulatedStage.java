package dev.slipway.app.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;

/** The stage without Python: the server plays the provider, by a script in the wheel's URL. */
final class SimulatedStage implements Stage {

  private static final String SILENT = "1.3.0";

  private static final Map<String, String> SCRIPTS =
      Map.of(
          "1.0.0",
          "delay:300ms",
          "1.1.0",
          "delay:300ms",
          "1.2.0",
          "crash-loop",
          SILENT,
          "silent-after:1s,silent-for:4s");

  private final Wheels wheels;
  private final Story story;

  SimulatedStage(Wheels wheels, Story story) {
    this.wheels = wheels;
    this.story = story;
  }

  @Override
  public ObjectNode publication(String version) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", "dev/hello")
        .put("version", version)
        .put("wheel_url", wheels.url(version) + "?simulate=" + SCRIPTS.get(version))
        .put("sha256", wheels.digest(version));
  }

  @Override
  public String digest(String version) {
    return wheels.digest(version);
  }

  @Override
  public void showRunning(String version) {
    // No process runs that could be shown.
  }

  @Override
  public void showUntouched() {
    // No process runs that could be shown.
  }

  @Override
  public void silence(Consumer<String> upgrade) {
    story.step("A version that falls silent after a while, by its script, is soon degraded.");
    upgrade.accept(SILENT);
  }

  @Override
  public void speakAgain() {
    story.step("When it is heard again it is healthy at once.");
  }

  @Override
  public void kill(Runnable redeploy) {
    story.step("There is no process to kill; deploying again brings out a new instance.");
    redeploy.run();
  }

  @Override
  public void showReborn() {
    // No process runs that could be shown.
  }

  @Override
  public void showNothingRuns() {
    // No process ran.
  }
}
