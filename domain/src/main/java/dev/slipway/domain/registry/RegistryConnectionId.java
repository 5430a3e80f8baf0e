package dev.slipway.domain.registry;

import dev.slipway.domain.form.Parsed;
import java.util.regex.Pattern;

/**
 * Names a registry connection.
 *
 * @param value {@code rcon_} and 1 to 50 letters and digits
 */
public record RegistryConnectionId(String value) {

  /** What every id starts with, up to its underscore. */
  public static final String PREFIX = "rcon";

  private static final Pattern FORM = Pattern.compile("rcon_[0-9A-Za-z]{1,50}");
  private static final String RULE =
      "A registry connection's id is rcon_ and 1 to 50 letters and digits";

  /**
   * @throws IllegalArgumentException when the value is outside the grammar
   */
  public RegistryConnectionId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** Reads an id from text; refuses what no connection could have. */
  public static Parsed<RegistryConnectionId> parse(String text) {
    return FORM.matcher(text).matches()
        ? Parsed.valid(new RegistryConnectionId(text))
        : Parsed.invalid(RULE);
  }

  @Override
  public String toString() {
    return value;
  }
}
