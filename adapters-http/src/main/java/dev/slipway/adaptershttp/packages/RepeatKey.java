package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Headers;
import dev.slipway.adaptershttp.envelope.Envelope;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.answer.Rendered;
import dev.slipway.ports.driving.answer.Repeated;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the sender calls a request, so that it takes effect once (contract/packages.md section 2,
 * "Idempotency").
 *
 * @param key the key; empty when there is none, or none that is right
 * @param findings what is wrong with it
 */
record RepeatKey(Optional<String> key, List<Finding> findings) {

  private static final int LONGEST = 64;
  private static final List<String> PLACE = List.of("header", Headers.IDEMPOTENCY_KEY);

  static RepeatKey read(List<String> headers) {
    if (headers.isEmpty()) {
      return new RepeatKey(Optional.empty(), List.of());
    }
    if (headers.size() > 1 || !fits(headers.getFirst())) {
      var wrong =
          Finding.at(
              PLACE,
              Reason.INVALID,
              "Must be one key of 1 to " + LONGEST + " visible ASCII characters");
      return new RepeatKey(Optional.empty(), List.of(wrong));
    }
    return new RepeatKey(Optional.of(headers.getFirst()), List.of());
  }

  private static boolean fits(String key) {
    return !key.isEmpty()
        && key.length() <= LONGEST
        && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** The command's half of it. */
  <T> Idempotency<T> idempotency(Asked asked, Function<T, Rendered> render) {
    return idempotency(asked, asked::fingerprint, render);
  }

  /** The same with a fingerprint of one's own. */
  <T> Idempotency<T> idempotency(
      Asked asked, Supplier<Sha256> fingerprint, Function<T, Rendered> render) {
    return key.<Idempotency<T>>map(
            given -> new Idempotency.Under<>(asked.route(), given, fingerprint.get(), render))
        .orElseGet(Idempotency::none);
  }

  /**
   * The answer to a request that came again.
   *
   * @param answer makes the whole answer of what was kept of it
   */
  static Answer again(Repeated repeated, Function<Rendered, Answer> answer) {
    return switch (repeated) {
      case Repeated.Replayed(var rendered) ->
          answer.apply(rendered).with("Idempotency-Replayed", "true");
      case Repeated.KeyReused(var key) ->
          Envelope.of(
              Finding.at(
                  PLACE,
                  Reason.IDEMPOTENCY_KEY_REUSED,
                  "The key was used before for another request; choose another"));
    };
  }
}
