package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.answer.Rendered;
import dev.slipway.ports.driving.answer.Repeated;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What makes a request recognizable when it comes again (contract/foundation.md section 1,
 * "Idempotency-Key").
 *
 * @param route the endpoint
 * @param key what the sender calls the request, when it does
 * @param fingerprint the SHA-256 of the body's canonical text
 */
record Once(String route, Optional<String> key, Sha256 fingerprint) {

  private static final int LONGEST = 64;
  private static final String HEADER = "idempotency-key";

  static Filled<Once> read(String route, List<String> keys, JsonObject body) {
    if (keys.size() > 1 || keys.stream().anyMatch(key -> !fits(key))) {
      return Filled.wrong(
          Violation.withheld(
              Kind.STRING_PATTERN_MISMATCH,
              "Must be one key of 1 to " + LONGEST + " visible ASCII characters",
              HEADER));
    }
    var fingerprint = Sha256.of(body.canonicalText().getBytes(StandardCharsets.UTF_8));
    return Filled.right(new Once(route, keys.stream().findFirst(), fingerprint));
  }

  private static boolean fits(String key) {
    return !key.isEmpty()
        && key.length() <= LONGEST
        && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** The command's half of it. */
  <T> Idempotency<T> idempotency(int status, Function<T, JsonObject> rendering) {
    return key.<Idempotency<T>>map(
            given ->
                new Idempotency.Under<>(
                    route, given, fingerprint, made -> new Rendered(status, rendering.apply(made))))
        .orElseGet(Idempotency::none);
  }

  /** The answer to a request that came again. */
  static Answer again(Repeated repeated) {
    return switch (repeated) {
      case Repeated.Replayed(Rendered(var status, Json body)) ->
          Answer.json(status, body).with("Idempotency-Replayed", "true");
      case Repeated.KeyReused(var key) ->
          Answer.problem(
              409, "Idempotency-Key was used before with another body; choose another key");
    };
  }
}
