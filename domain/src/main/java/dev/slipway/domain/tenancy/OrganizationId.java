package dev.slipway.domain.tenancy;

import dev.slipway.domain.form.Parsed;

/**
 * Names one tenant: 1 to 64 characters of {@code [A-Za-z0-9_-]} (contract/foundation.md section 2).
 *
 * @param value the id as it stands in answers
 */
public record OrganizationId(String value) implements Comparable<OrganizationId> {

  /** The longest id, in characters. */
  public static final int MAX_LENGTH = 64;

  private static final String RULE = "must be 1 to 64 characters of A-Z, a-z, 0-9, '_' and '-'";

  /**
   * @throws IllegalArgumentException when the value is outside the grammar
   */
  public OrganizationId {
    if (!fits(value)) {
      throw new IllegalArgumentException("Organization id '" + value + "' " + RULE);
    }
  }

  /** Reads an id from text; refuses what is outside the grammar, with the reason. */
  public static Parsed<OrganizationId> parse(String text) {
    return fits(text) ? Parsed.valid(new OrganizationId(text)) : Parsed.invalid(RULE);
  }

  private static boolean fits(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '_'
                        || c == '-');
  }

  @Override
  public int compareTo(OrganizationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
