package dev.slipway.ports.driving.answer;

/** What a command answers when its idempotency key was used before. */
public sealed interface Repeated {

  /** The same request: its first answer again. */
  record Replayed(Rendered answer) implements Repeated {}

  /** Another request under the same key: refused. */
  record KeyReused(String key) implements Repeated {}
}
