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
 * @param text substring of canonical name, display name or description, all of them {@link
 *     #folded}; empty text means all; at most 200 characters, no wildcards
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

  /**
   * A text without its differences of case, as {@link String#equalsIgnoreCase} sees them: code
   * point by code point, whatever the language. Stores compare folded texts, so that all find the
   * same.
   */
  public static String folded(String text) {
    return text.codePoints()
        .map(one -> Character.toLowerCase(Character.toUpperCase(one)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
