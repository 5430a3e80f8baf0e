package dev.slipway.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.app.replay.Script.Expected;
import dev.slipway.app.replay.Script.Request;
import dev.slipway.app.replay.Script.Scenario;
import dev.slipway.app.replay.Script.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plays one scenario of a script against the servers of a stage. Belongs to one thread. */
final class Player {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String HEX = "hex ";

  private final Stage stage;
  private final Script script;
  private final Words words;
  private final Map<String, String> tokens = new HashMap<>();

  Player(Stage stage, Script script, Map<String, String> choices) {
    this.stage = stage;
    this.script = script;
    var number = stage.nextNumber();
    this.words = new Words(number);
    words.put("nr", number);
    stage.things().forEach(words::put);
    choices.forEach((name, choice) -> words.put(name, words.in(choice)));
  }

  void play(Scenario scenario) throws IOException {
    for (String use : scenario.uses()) {
      play(script.scenario(use));
    }
    for (Step step : scenario.steps()) {
      play(step);
    }
  }

  private void play(Step step) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var answer = ask(step.request());
    var differences = differences(step.expected(), answer);
    while (step.expected().eventually() && !differences.isEmpty() && System.nanoTime() < end) {
      stage.pause();
      answer = ask(step.request());
      differences = differences(step.expected(), answer);
    }
    assertThat(differences)
        .as(
            "%s line %d: %s %s answered %d %s",
            script.name(),
            step.line(),
            step.request().method(),
            words.in(step.request().path()),
            answer.status(),
            answer.body())
        .isEmpty();
  }

  private Http.Answer ask(Request request) throws IOException {
    var headers = new ArrayList<String>();
    if (!request.caller().equals("nobody")) {
      headers.add("Authorization: Bearer " + token(request));
    }
    request.headers().forEach(header -> headers.add(words.in(header)));
    var server = stage.server(request.server());
    var method = words.in(request.method());
    var path = words.in(request.path());
    var answer = Http.ask(server, method, path, headers, body(words.in(request.body())));
    stage.recorder().record(method, path, answer);
    return answer;
  }

  private String token(Request request) {
    var scopes = words.in(request.scopes());
    return tokens.computeIfAbsent(
        request.caller() + "(" + scopes + ")",
        key -> stage.token(words.organization(request.caller()), List.of(scopes.split(", ?", -1))));
  }

  private static byte[] body(String text) {
    return text.startsWith(HEX)
        ? HexFormat.of().parseHex(text.substring(HEX.length()).replace(" ", ""))
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> differences(Expected expected, Http.Answer answer) {
    var differences = new ArrayList<String>();
    if (expected.status() != answer.status()) {
      differences.add("status is " + answer.status() + ", not " + expected.status());
      return differences;
    }
    expected
        .headers()
        .forEach(
            (name, value) -> {
              var there = answer.headers().get(name);
              if (!fits(there, value)) {
                differences.add("header " + name + " is " + there + ", not " + words.in(value));
              }
            });
    expected
        .body()
        .ifPresent(
            body -> {
              var matching = new Matching(words);
              matching.compare("body", json(words.in(body)), json(answer.body()));
              differences.addAll(matching.differences());
            });
    return differences;
  }

  private boolean fits(@Nullable String there, String expected) {
    if (expected.equals("<absent>")) {
      return there == null;
    }
    var wanted = words.in(expected);
    boolean pattern = wanted.length() > 1 && wanted.startsWith("/") && wanted.endsWith("/");
    return there != null
        && (pattern
            ? Pattern.compile(wanted.substring(1, wanted.length() - 1)).matcher(there).find()
            : there.equals(wanted));
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("No JSON: " + text, e);
    }
  }
}
