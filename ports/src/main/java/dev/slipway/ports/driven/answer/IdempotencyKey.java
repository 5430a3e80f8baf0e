package dev.slipway.ports.driven.answer;

import dev.slipway.domain.tenancy.OrganizationId;

/**
 * Under what an answer is kept: the caller's key, within one route of one organization.
 *
 * @param organization whose key it is
 * @param route the route, such as {@code POST /providers/install}
 * @param key what the caller sent: 1 to 64 visible ASCII characters
 */
public record IdempotencyKey(OrganizationId organization, String route, String key) {}
