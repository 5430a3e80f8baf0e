package dev.slipway.domain.tenancy;

import dev.slipway.domain.form.Parsed;
import java.util.Set;

/**
 * The short name of an organization, and the prefix of the providers that it publishes.
 *
 * <p>Grammar: {@code [a-z0-9]([a-z0-9-]*[a-z0-9])?}, at most 63 characters; {@link #RESERVED} ones
 * are refused to tenants (contract/foundation.md section 2).
 *
 * @param value the slug as it stands in provider names
 */
public record Slug(String value) {

  /** Slugs that no tenant may have: they are path words or belong to the platform. */
  public static final Set<String> RESERVED =
      Set.of("platform", "install", "installed", "publish", "pragma");

  private static final int MAX_LENGTH = 63;
  private static final String RULE =
      "must be 1 to 63 characters of a-z, 0-9 and '-', and neither start nor end with '-'";

  /**
   * @throws IllegalArgumentException when the value is outside the grammar
   */
  public Slug {
    if (!fits(value)) {
      throw new IllegalArgumentException("Slug '" + value + "' " + RULE);
    }
  }

  /** Reads a slug that a tenant asks for; refuses bad and reserved ones, with the reason. */
  public static Parsed<Slug> parse(String text) {
    if (!fits(text)) {
      return Parsed.invalid(RULE);
    }
    return RESERVED.contains(text)
        ? Parsed.invalid("'" + text + "' is reserved")
        : Parsed.valid(new Slug(text));
  }

  private static boolean fits(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.charAt(0) != '-'
        && text.charAt(text.length() - 1) != '-'
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  @Override
  public String toString() {
    return value;
  }
}
