package dev.slipway.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.replay.Script.Scenario;
import dev.slipway.ports.driven.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Plays every script against the stores of one kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReplayContract {

  private static final int AT_ONCE = 8;
  private static final long DEADLINE_SECONDS = 60;

  private Stage stage;

  /** An empty store. */
  abstract Store emptyStore();

  /** What is played. */
  List<Script> scripts() {
    return Script.all().toList();
  }

  /** Closes all stores; after all tests. */
  abstract void closeStores();

  @BeforeAll
  void set_the_stage() {
    stage = new Stage(this::emptyStore);
  }

  @AfterAll
  void strike_the_stage() {
    stage.close();
    closeStores();
  }

  @TestFactory
  Stream<DynamicNode> the_contract() {
    return Stream.concat(scripts().stream().map(this::played), Stream.of(nothingIsLeftOut()));
  }

  private DynamicNode played(Script script) {
    return DynamicContainer.dynamicContainer(
        script.name(), script.scenarios().stream().flatMap(scenario -> played(script, scenario)));
  }

  /** Comes last: the scripts have shown every answer that the document promises. */
  private DynamicNode nothingIsLeftOut() {
    return DynamicTest.dynamicTest(
        "Every operation of the document was answered with each of its statuses",
        () -> assertThat(stage.recorder().unseen()).isEmpty());
  }

  @Test
  void of_many_publications_under_one_key_one_takes_effect_and_the_others_replay_it()
      throws Exception {
    var acme = stage.nextOrganization();
    var publication =
        acme.post("/provider-versions")
            .with("Idempotency-Key: at-once")
            .carrying("{'name': 'x', 'version': '1.0.0', 'wheel_url': '" + stage.wheelUrl() + "'}");

    var answers = atOnce(publication);

    assertThat(answers).extracting(Http.Answer::status).containsOnly(201);
    assertThat(answers).extracting(Http.Answer::body).containsOnly(answers.getFirst().body());
    assertThat(replayed(answers)).hasSize(AT_ONCE - 1);
  }

  @Test
  void of_many_installations_under_one_key_one_takes_effect_and_the_others_replay_it()
      throws Exception {
    var acme = stage.nextOrganization();
    acme.publish("1.0.0");
    var installation =
        acme.post("/providers/install")
            .with("Idempotency-Key: at-once")
            .carrying("{'provider_name': '" + acme.name() + "/x'}");

    var answers = atOnce(installation);

    assertThat(answers).extracting(Http.Answer::status).containsOnly(201);
    assertThat(answers).extracting(Http.Answer::body).containsOnly(answers.getFirst().body());
    assertThat(replayed(answers)).hasSize(AT_ONCE - 1);
  }

  @Test
  void of_many_installations_without_a_key_one_is_done_and_the_others_are_refused()
      throws Exception {
    var acme = stage.nextOrganization();
    acme.publish("1.0.0");
    var installation =
        acme.post("/providers/install").carrying("{'provider_name': '" + acme.name() + "/x'}");

    var answers = atOnce(installation);

    assertThat(answers)
        .extracting(Http.Answer::status)
        .containsOnlyOnce(201)
        .containsOnly(201, 409);
  }

  @Test
  void of_many_publications_of_one_content_one_is_new_and_the_others_are_the_same()
      throws Exception {
    var acme = stage.nextOrganization();
    var publication =
        acme.post("/provider-versions")
            .carrying("{'name': 'x', 'version': '1.0.0', 'wheel_url': '" + stage.wheelUrl() + "'}");

    var answers = atOnce(publication);

    assertThat(answers)
        .extracting(Http.Answer::status)
        .containsOnlyOnce(201)
        .containsOnly(201, 200);
  }

  @Test
  void of_many_imports_under_one_key_one_takes_effect_and_the_others_replay_it() throws Exception {
    var importation =
        stage
            .nextOrganization()
            .post("/v1/packages:import")
            .with("Idempotency-Key: at-once")
            .carrying(stage.importation());

    var answers = atOnce(importation);

    assertThat(answers).extracting(Http.Answer::status).containsOnly(201);
    assertThat(answers).extracting(Http.Answer::body).containsOnly(answers.getFirst().body());
    assertThat(replayed(answers)).hasSize(AT_ONCE - 1);
  }

  @Test
  void of_many_registrations_of_one_version_one_is_done_and_the_others_are_refused()
      throws Exception {
    var registration = stage.nextOrganization().registration("2.0.0", "two");

    var answers = atOnce(registration);

    assertThat(answers)
        .extracting(Http.Answer::status)
        .containsOnlyOnce(201)
        .containsOnly(201, 409);
    assertThat(answers.stream().filter(answer -> answer.status() == 409))
        .allMatch(answer -> answer.body().contains("\"SEMVER_EXISTS\""));
  }

  private static List<Http.Answer> replayed(List<Http.Answer> answers) {
    return answers.stream()
        .filter(answer -> answer.headers().containsKey("Idempotency-Replayed"))
        .toList();
  }

  /** The same request from many clients that wait for each other. */
  private static List<Http.Answer> atOnce(Stage.Asking asking) throws Exception {
    var together = new CyclicBarrier(AT_ONCE);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked =
          Stream.generate(
                  () ->
                      clients.submit(
                          () -> {
                            together.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
                            return asking.ask();
                          }))
              .limit(AT_ONCE)
              .toList();
      var answers = new ArrayList<Http.Answer>();
      for (var one : asked) {
        answers.add(one.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
      }
      return answers;
    }
  }

  private Stream<DynamicTest> played(Script script, Scenario scenario) {
    return choices(scenario).stream()
        .map(
            choices ->
                DynamicTest.dynamicTest(
                    scenario.title() + (choices.isEmpty() ? "" : " " + choices.values()),
                    () -> new Player(stage, script, choices).play(scenario)));
  }

  /** Each combination of the scenario's choices. */
  private static List<Map<String, String>> choices(Scenario scenario) {
    List<Map<String, String>> all = List.of(Map.of());
    for (var choice : scenario.choices().entrySet()) {
      all =
          all.stream()
              .flatMap(
                  before ->
                      choice.getValue().stream()
                          .map(
                              value -> {
                                Map<String, String> with = new HashMap<>(before);
                                with.put(choice.getKey(), value);
                                return with;
                              }))
              .toList();
    }
    return all;
  }
}
