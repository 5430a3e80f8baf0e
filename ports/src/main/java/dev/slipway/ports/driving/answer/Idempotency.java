package dev.slipway.ports.driving.answer;

import dev.slipway.domain.digest.Sha256;
import java.util.function.Function;

/**
 * Whether a command may be sent twice and take effect once (contract/foundation.md section 1,
 * "Idempotency-Key").
 *
 * @param <T> what the command makes
 */
public sealed interface Idempotency<T> {

  /**
   * Each command takes effect by itself.
   *
   * @param <T> what the command makes
   */
  record None<T>() implements Idempotency<T> {}

  /**
   * Commands under one key of one organization and route take effect once; later ones get the first
   * one's answer.
   *
   * @param route the route, such as {@code POST /providers/install}
   * @param key what the caller sent
   * @param fingerprint digest of the canonical request
   * @param render makes the answer that is kept; pure
   * @param <T> what the command makes
   */
  record Under<T>(String route, String key, Sha256 fingerprint, Function<T, Rendered> render)
      implements Idempotency<T> {}

  /** Without a key. */
  static <T> Idempotency<T> none() {
    return new None<>();
  }
}
