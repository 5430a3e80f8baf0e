package dev.slipway.adaptershttp.server;

import dev.slipway.adaptershttp.endpoint.Refusal;
import io.vertx.core.buffer.Buffer;

/** What arrived as the body of a request. */
sealed interface Received {

  /** All of it; empty when there was none. */
  record Whole(Buffer bytes) implements Received {}

  /** Not all of it, so that the request cannot be answered but by a refusal. */
  sealed interface Cut extends Received {
    /** Which one. */
    Refusal refusal();
  }

  /** More than is allowed. */
  record TooLarge(long limit) implements Cut {
    @Override
    public Refusal refusal() {
      return new Refusal.BodyTooLarge(limit);
    }
  }

  /** Not all of it in time. */
  record TooSlow() implements Cut {
    @Override
    public Refusal refusal() {
      return new Refusal.BodyTooSlow();
    }
  }

  /** More than the server has room for at the moment. */
  record NoRoom() implements Cut {
    @Override
    public Refusal refusal() {
      return new Refusal.Full();
    }
  }
}
