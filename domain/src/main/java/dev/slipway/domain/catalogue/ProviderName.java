package dev.slipway.domain.catalogue;

import dev.slipway.domain.form.Parsed;

/**
 * The name of a provider: the prefix of the organization that owns it, and a short name.
 *
 * <p>Names are ordered by their canonical text, code unit by code unit. A reserved short name
 * ({@link ReservedNames}) is well formed; it is refused where a provider is made. Implements
 * section 2 of the contract, "name".
 *
 * @param prefix a {@link Segment}: the slug of an organization, or {@link #PLATFORM}
 * @param name a {@link Segment}: the short name
 */
public record ProviderName(String prefix, String name) implements Comparable<ProviderName> {

  /** The prefix of the platform's own providers, which belong to no organization. */
  public static final String PLATFORM = "platform";

  /** The greatest length of a canonical name, with its slash. */
  public static final int MAX_LENGTH = 200;

  private static final String RULE =
      "A provider name is prefix/name, at most 200 characters in all; both are lower-case letters,"
          + " digits and hyphens, beginning and ending with a letter or digit";

  public ProviderName {
    if (!fits(prefix, name)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** The name whose canonical text is {@code canonical}. */
  public static Parsed<ProviderName> parse(String canonical) {
    int slash = canonical.indexOf('/');
    return slash < 0
        ? Parsed.invalid(RULE)
        : parse(canonical.substring(0, slash), canonical.substring(slash + 1));
  }

  /** The name of these two parts. */
  public static Parsed<ProviderName> parse(String prefix, String name) {
    return fits(prefix, name) ? Parsed.valid(new ProviderName(prefix, name)) : Parsed.invalid(RULE);
  }

  /**
   * The name whose canonical text is {@code canonical}, where the caller knows that it is one.
   *
   * @throws IllegalArgumentException if {@link #parse(String)} refuses it
   */
  public static ProviderName of(String canonical) {
    return parse(canonical).orElseThrow();
  }

  /**
   * The name of these two parts, where the caller knows that they make one.
   *
   * @throws IllegalArgumentException if {@link #parse(String, String)} refuses them
   */
  public static ProviderName of(String prefix, String name) {
    return new ProviderName(prefix, name);
  }

  private static boolean fits(String prefix, String name) {
    return Segment.isSegment(prefix)
        && Segment.isSegment(name)
        && prefix.length() + 1 + name.length() <= MAX_LENGTH;
  }

  /** {@code prefix/name}. */
  public String canonical() {
    return prefix + "/" + name;
  }

  /** Whether the platform itself owns the provider. */
  public boolean isPlatform() {
    return prefix.equals(PLATFORM);
  }

  @Override
  public int compareTo(ProviderName other) {
    return canonical().compareTo(other.canonical());
  }

  /** The canonical text. */
  @Override
  public String toString() {
    return canonical();
  }
}
