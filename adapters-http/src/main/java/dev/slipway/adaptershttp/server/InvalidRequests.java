package dev.slipway.adaptershttp.server;

import dev.slipway.adaptershttp.endpoint.Answer;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** Answers to what is no HTTP, in JSON like all others; the connection is of no more use. */
final class InvalidRequests {
  private InvalidRequests() {}

  static void answer(Exchange exchange) {
    exchange.closeAfterwards();
    exchange.send(
        switch (exchange.request().decoderResult().cause()) {
          case TooLongHttpLineException e -> Answer.problem(414, "The URL is too long");
          case TooLongHttpHeaderException e -> Answer.problem(431, "The headers are too long");
          default -> Answer.problem(400, "This is no HTTP request");
        });
  }
}
