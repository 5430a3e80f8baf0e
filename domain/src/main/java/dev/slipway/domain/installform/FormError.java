package dev.slipway.domain.installform;

import dev.slipway.domain.json.Json;

/**
 * Something that is wrong with what was filled in (contract/packages.md section 7).
 *
 * @param pointer the member or item, as a JSON Pointer into the values; that of a missing member is
 *     where it should be
 * @param keyword the keyword of the schema that says so; {@code false} for a schema that allows
 *     nothing; empty text where none does, as for work without end
 * @param limit the keyword's value; null for {@code required} and {@code false}
 * @param message a sentence for the person who filled it in; it never holds what was filled in
 */
public record FormError(String pointer, String keyword, Json limit, String message) {}
