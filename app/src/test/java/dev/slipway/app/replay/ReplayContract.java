package dev.slipway.app.replay;

import dev.slipway.app.replay.Script.Scenario;
import dev.slipway.ports.driven.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Plays every script against the stores of one kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReplayContract {

  private Stage stage;

  /** An empty store; the subclass closes it after all tests. */
  abstract Store emptyStore();

  @BeforeAll
  void set_the_stage() {
    stage = new Stage(this::emptyStore);
  }

  @AfterAll
  void strike_the_stage() {
    stage.close();
  }

  @TestFactory
  Stream<DynamicNode> the_contract() {
    return Script.all()
        .map(
            script ->
                DynamicContainer.dynamicContainer(
                    script.name(),
                    script.scenarios().stream()
                        .filter(scenario -> !scenario.steps().isEmpty())
                        .flatMap(scenario -> played(script, scenario))));
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
