package dev.slipway.ports.driven.tenancy;

import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.ports.driven.commit.Versioned;

/**
 * A token and the organization for which it acts, read together.
 *
 * @param token the token, revoked or not
 * @param organization its organization
 */
public record TokenOwner(Versioned<ApiToken> token, Organization organization) {}
