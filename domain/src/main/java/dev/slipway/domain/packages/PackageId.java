package dev.slipway.domain.packages;

import dev.slipway.domain.form.Parsed;
import java.util.regex.Pattern;

/**
 * Names a package.
 *
 * @param value {@code pkg_} and 1 to 50 letters and digits
 */
public record PackageId(String value) {

  /** What every id starts with, up to its underscore. */
  public static final String PREFIX = "pkg";

  private static final Pattern FORM = Pattern.compile("pkg_[0-9A-Za-z]{1,50}");
  private static final String RULE = "A package id is pkg_ and 1 to 50 letters and digits";

  /**
   * @throws IllegalArgumentException when the value is outside the grammar
   */
  public PackageId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** Reads an id from text; refuses what no package could have. */
  public static Parsed<PackageId> parse(String text) {
    return FORM.matcher(text).matches() ? Parsed.valid(new PackageId(text)) : Parsed.invalid(RULE);
  }

  @Override
  public String toString() {
    return value;
  }
}
