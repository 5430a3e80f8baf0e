package dev.slipway.ports.driven.delivery;

import dev.slipway.domain.delivery.DeliveryKey;

/**
 * The right of one worker to work on the head message of a key. It ends when its lease runs out and
 * somebody else claims, or when it is given back; from then on nothing done under it counts.
 *
 * @param key the key whose head is claimed
 * @param token random; tells this claim from every other one
 */
public record Claim(DeliveryKey key, String token) {}
