package dev.slipway.app.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.app.signal.Signals;
import java.time.Duration;

/** The steps, as an ordinary client takes them. */
final class Tour {

  private static final String PROVIDER = "dev/hello";
  private static final String VERSIONS = "/provider-versions";
  private static final String INSTALL = "/providers/install";
  private static final String INSTALLED = "/providers/installed/" + PROVIDER;
  private static final String DEPLOYMENT = INSTALLED + "/deployment";
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Api api;
  private final Story story;
  private final Stage stage;

  Tour(Api api, Story story, Stage stage) {
    this.api = api;
    this.story = story;
    this.stage = stage;
  }

  /**
   * Takes all steps.
   *
   * @throws Difference at the first answer that is not as expected
   * @throws Interrupted when {@link Signals} say so
   */
  void take() {
    registerRuntimeVersion();
    publish();
    install();
    upgradeAndDowngrade();
    yank();
    failToUpgrade();
    fallSilent();
    die();
    uninstall();
  }

  private void registerRuntimeVersion() {
    story.step(
        "Register a runtime version: what providers run on. Without one nothing is published.");
    api.post(
            "/console/runtime/versions",
            object().put("version", "1.0.0").put("image_url", "example.com/slipway/python:1.0.0"))
        .expect(201)
        .says("/version", "1.0.0");
  }

  private void publish() {
    story.step("Publish version 1.0.0: the wheel is fetched and its digest is checked.");
    api.post(VERSIONS, stage.publication("1.0.0"))
        .expect(201)
        .says("/canonical", PROVIDER)
        .says("/version", "1.0.0")
        .says("/status", "published")
        .tells("/wheel_sha256");

    story.step("A wheel whose digest is another one is refused.");
    api.post(VERSIONS, stage.publication("1.1.0").put("sha256", stage.digest("1.0.0")))
        .expect(422)
        .says("/detail/0/type", "digest_mismatch")
        .says("/detail/0/loc", "[\"body\",\"sha256\"]");

    story.step("The same content again is no mistake: the stored record answers.");
    api.post(VERSIONS, stage.publication("1.0.0")).expect(200).says("/status", "published");

    story.step("Other content under the same version is refused: what is published never changes.");
    api.post(VERSIONS, stage.publication("1.0.0").put("changelog", "Something else"))
        .expect(409)
        .says("/detail/differences", "[\"changelog\"]")
        .tells("/detail/message");
  }

  private void install() {
    story.step("Install it, and watch it come up.");
    api.post(INSTALL, object().put("provider_name", PROVIDER).put("version", "1.0.0"))
        .expect(201)
        .says("/lifecycle_state", "pending");
    awaitReady("1.0.0");
    stage.showRunning("1.0.0");
  }

  private void upgradeAndDowngrade() {
    story.step(
        "Publish 1.1.0 and upgrade. The old version serves until the new one has registered.");
    api.post(VERSIONS, stage.publication("1.1.0")).expect(201).says("/version", "1.1.0");
    api.post(INSTALLED + "/upgrade", object())
        .expect(200)
        .says("/installed_version", "1.1.0")
        .says("/current_version", "1.0.0")
        .says("/lifecycle_state", "pending");
    awaitReady("1.1.0");
    stage.showRunning("1.1.0");

    story.step("Downgrade to 1.0.0.");
    api.post(INSTALLED + "/downgrade", object().put("target_version", "1.0.0"))
        .expect(200)
        .says("/installed_version", "1.0.0");
    awaitReady("1.0.0");
    stage.showRunning("1.0.0");
  }

  private void yank() {
    story.step("Yank 1.1.0: it is withdrawn, and nobody can come to it any more.");
    api.post(
            "/providers/" + PROVIDER + "/versions/1.1.0/yank",
            object().put("reason", "It greets too loudly"))
        .expect(200)
        .says("/status", "yanked");
    api.post(INSTALLED + "/upgrade", object().put("version", "1.1.0"))
        .expect(422)
        .says("/detail/0/loc", "[\"body\",\"version\"]")
        .tells("/detail/0/msg");
  }

  private void failToUpgrade() {
    story.step("Publish 1.2.0, whose program ends as soon as it starts, and upgrade to it.");
    api.post(VERSIONS, stage.publication("1.2.0")).expect(201).says("/version", "1.2.0");
    api.post(INSTALLED + "/upgrade", object().put("version", "1.2.0")).expect(200);
    api.watch(INSTALLED, "/lifecycle_state", "failed", SOON)
        .tells("/error_message")
        .says("/installed_version", "1.2.0")
        .says("/current_version", "1.0.0");

    story.step("The old version never stopped serving; deploying it settles the installation.");
    api.get(DEPLOYMENT).expect(200).says("/version", "1.0.0").says("/available_replicas", "1");
    stage.showUntouched();
    api.post(INSTALLED + "/deploy", object().put("version", "1.0.0"))
        .expect(202)
        .says("/status", "pending");
    awaitReady("1.0.0");
  }

  private void fallSilent() {
    stage.silence(this::upgradeTo);
    api.watch(INSTALLED, "/health", "degraded", SOON)
        .says("/lifecycle_state", "ready")
        .tells("/health_message");
    stage.speakAgain();
    api.watch(INSTALLED, "/health", "healthy", SOON).says("/lifecycle_state", "ready");
  }

  private void die() {
    stage.kill(this::redeploy);
    stage.showReborn();
    api.watch(DEPLOYMENT, "/ready_replicas", "1", SOON).expect(200);
    api.watch(INSTALLED, "/health", "healthy", SOON).says("/lifecycle_state", "ready");
  }

  private void uninstall() {
    story.step("Uninstall it.");
    api.delete(INSTALLED).expect(204);
    api.watchGone(INSTALLED, SOON).says("/detail", "Provider not installed: " + PROVIDER);
    stage.showNothingRuns();
  }

  private void upgradeTo(String version) {
    api.post(VERSIONS, stage.publication(version)).expect(201).says("/version", version);
    api.post(INSTALLED + "/upgrade", object().put("version", version)).expect(200);
    awaitReady(version);
  }

  private void redeploy() {
    api.post(INSTALLED + "/deploy", object()).expect(202).says("/status", "pending");
    api.watch(INSTALLED, "/lifecycle_state", "ready", SOON);
  }

  private void awaitReady(String version) {
    api.watch(INSTALLED, "/lifecycle_state", "ready", SOON).says("/current_version", version);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
