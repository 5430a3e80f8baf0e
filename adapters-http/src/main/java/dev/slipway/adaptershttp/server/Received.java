package dev.slipway.adaptershttp.server;

import io.vertx.core.buffer.Buffer;

/** What arrived as the body of a request. */
sealed interface Received {

  /** All of it; empty when there was none. */
  record Whole(Buffer bytes) implements Received {}

  /** More than is allowed. */
  record TooLarge(long limit) implements Received {}

  /** Not all of it in time. */
  record TooSlow() implements Received {}

  /** More than the server has room for at the moment. */
  record NoRoom() implements Received {}
}
