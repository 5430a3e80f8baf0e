package dev.slipway.adaptershttp.server;

import dev.slipway.adaptershttp.endpoint.Refusal;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** Answers to what is no HTTP, in JSON like all others; the connection is of no more use. */
final class InvalidRequests {
  private InvalidRequests() {}

  static void answer(Exchange exchange) {
    exchange.closeAfterwards();
    exchange.refuse(
        switch (exchange.request().decoderResult().cause()) {
          case TooLongHttpLineException e -> new Refusal.UrlTooLong();
          case TooLongHttpHeaderException e -> new Refusal.HeadersTooLong();
          default -> new Refusal.NotHttp();
        });
  }
}
