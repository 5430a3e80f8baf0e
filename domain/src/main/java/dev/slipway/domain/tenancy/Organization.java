package dev.slipway.domain.tenancy;

import java.time.Instant;

/**
 * A tenant. Identity and slug never change.
 *
 * @param id names it
 * @param slug its short name, unique, the prefix of its providers
 * @param name what people call it, 1 to 200 characters
 * @param createdAt when it was first seen
 */
public record Organization(OrganizationId id, Slug slug, String name, Instant createdAt) {}
