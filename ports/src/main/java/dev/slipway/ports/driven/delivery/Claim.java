package dev.slipway.ports.driven.delivery;

import dev.slipway.domain.delivery.DeliveryKey;

/**
 * The right of one worker to work on the head message of a key. It ends when the message is
 * acknowledged, parked or given back, and when its lease has run out and somebody else claims it or
 * a commit supersedes it; from then on nothing done under it counts. A lease that has merely run
 * out ends nothing yet.
 *
 * @param key the key whose head is claimed
 * @param token random; tells this claim from every other one
 */
public record Claim(DeliveryKey key, String token) {}
