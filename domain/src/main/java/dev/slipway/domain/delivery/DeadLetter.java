package dev.slipway.domain.delivery;

import java.time.Instant;

/**
 * A message that was parked because it could not be understood or decided. It stops nobody else.
 *
 * @param id the message's id
 * @param message what was to be done, as it was stored
 * @param error why it was parked
 * @param attempts how often it was claimed
 * @param parkedAt since when
 */
public record DeadLetter(
    String id, Message message, String error, int attempts, Instant parkedAt) {}
