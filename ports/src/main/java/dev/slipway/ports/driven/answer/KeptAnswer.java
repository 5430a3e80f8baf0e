package dev.slipway.ports.driven.answer;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.json.Json;
import java.time.Instant;

/**
 * An answer, kept so that it can be given again.
 *
 * @param key under what
 * @param fingerprint digest of the canonical request; another request under the same key is refused
 * @param status the HTTP status of the answer, a 2xx
 * @param body the answer's body
 * @param expiresAt from when it counts as absent
 */
public record KeptAnswer(
    IdempotencyKey key, Sha256 fingerprint, int status, Json body, Instant expiresAt) {}
