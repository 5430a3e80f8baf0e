package dev.slipway.ports.driven.delivery;

import dev.slipway.domain.delivery.Message;

/**
 * A claimed message.
 *
 * @param id the message's id, the same at every delivery
 * @param message what is to be done
 * @param attempt how often it was claimed, this time included; from 1
 * @param claim under which its end is told
 */
public record Delivery(String id, Message message, int attempt, Claim claim) {}
