package dev.slipway.ports.driven.catalogue;

import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.paging.Paging;
import java.util.List;
import java.util.Optional;

/**
 * Which providers are looked for.
 *
 * @param insider the tenant that asks: it also sees its own providers that have nothing published;
 *     empty for everybody
 * @param ownOnly only the insider's own providers; nothing when nobody asks
 * @param text case-insensitive substring of canonical name, display name or description; empty text
 *     means all; at most 200 characters, no wildcards
 * @param tags all of these must be present
 * @param paging which part, by canonical name ascending; the key is that name
 */
public record CatalogueQuery(
    Optional<OrganizationId> insider,
    boolean ownOnly,
    String text,
    List<String> tags,
    Paging paging) {
  public CatalogueQuery {
    tags = List.copyOf(tags);
  }
}
