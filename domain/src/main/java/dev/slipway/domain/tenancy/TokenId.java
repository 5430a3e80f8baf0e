package dev.slipway.domain.tenancy;

import dev.slipway.domain.form.Parsed;
import java.util.regex.Pattern;

/**
 * Names an API token; no secret ({@code tok_…}).
 *
 * @param value the id
 */
public record TokenId(String value) {

  /** What every id starts with, up to its underscore. */
  public static final String PREFIX = "tok";

  private static final Pattern FORM = Pattern.compile("tok_[0-9A-Za-z]{1,50}");

  /** Reads an id from text; refuses what no token could have. */
  public static Parsed<TokenId> parse(String text) {
    return FORM.matcher(text).matches()
        ? Parsed.valid(new TokenId(text))
        : Parsed.invalid("A token id is tok_ and 1 to 50 letters and digits");
  }

  @Override
  public String toString() {
    return value;
  }
}
