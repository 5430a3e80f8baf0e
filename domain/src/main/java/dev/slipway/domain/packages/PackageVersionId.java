package dev.slipway.domain.packages;

import dev.slipway.domain.form.Parsed;
import java.util.regex.Pattern;

/**
 * Names a version of a package.
 *
 * @param value {@code pkgv_} and 1 to 50 letters and digits
 */
public record PackageVersionId(String value) {

  /** What every id starts with, up to its underscore. */
  public static final String PREFIX = "pkgv";

  private static final Pattern FORM = Pattern.compile("pkgv_[0-9A-Za-z]{1,50}");
  private static final String RULE = "A package version id is pkgv_ and 1 to 50 letters and digits";

  /**
   * @throws IllegalArgumentException when the value is outside the grammar
   */
  public PackageVersionId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** Reads an id from text; refuses what no version could have. */
  public static Parsed<PackageVersionId> parse(String text) {
    return FORM.matcher(text).matches()
        ? Parsed.valid(new PackageVersionId(text))
        : Parsed.invalid(RULE);
  }

  @Override
  public String toString() {
    return value;
  }
}
