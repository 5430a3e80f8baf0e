package dev.slipway.ports.driving.answer;

import dev.slipway.domain.json.Json;

/**
 * An answer as the caller will see it.
 *
 * @param status the HTTP status, a 2xx
 * @param body the body
 */
public record Rendered(int status, Json body) {}
