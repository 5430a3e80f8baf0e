package dev.slipway.domain.delivery;

import dev.slipway.domain.json.Json;

/**
 * Something that must be done in the world, at least once.
 *
 * @param key the thing it is about
 * @param type what is to be done, such as {@code INSTALL_REQUESTED}
 * @param payload the details; its member {@code v} is the version of its shape
 */
public record Message(DeliveryKey key, String type, Json.JsonObject payload) {}
