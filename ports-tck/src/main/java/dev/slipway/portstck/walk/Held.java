package dev.slipway.portstck.walk;

import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.ports.driven.delivery.Claim;
import dev.slipway.ports.driven.delivery.Delivery;
import java.time.Instant;

/**
 * One message, claimed on both sides.
 *
 * @param model as the model delivered it
 * @param judged as the other store did
 * @param until when the lease ends, by the walk's clock
 */
record Held(Delivery model, Delivery judged, Instant until) {

  Claim claim(Twins.Side side) {
    return switch (side) {
      case MODEL -> model.claim();
      case JUDGED -> judged.claim();
    };
  }

  DeliveryKey key() {
    return model.claim().key();
  }

  Message message() {
    return model.message();
  }

  Held renewed(Instant end) {
    return new Held(model, judged, end);
  }
}
