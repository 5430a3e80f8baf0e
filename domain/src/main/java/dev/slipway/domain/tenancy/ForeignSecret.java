package dev.slipway.domain.tenancy;

import dev.slipway.domain.form.Parsed;
import java.util.regex.Pattern;

/**
 * The text of a token that another platform made, and that may be accepted here too (section 3 of
 * the contract's page on packages). Never printed.
 *
 * @param text {@code sk_akua_} and 16 to 200 letters, digits, {@code _} and {@code -}
 */
public record ForeignSecret(String text) {

  /** What such a text starts with. */
  public static final String SCHEME = "sk_akua_";

  private static final Pattern FORM = Pattern.compile(SCHEME + "[A-Za-z0-9_-]{16,200}");
  private static final String RULE =
      "must be sk_akua_ and 16 to 200 letters, digits, '_' and '-', and nothing else";

  /**
   * @throws IllegalArgumentException when the text is outside the grammar
   */
  public ForeignSecret {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("The token " + RULE);
    }
  }

  /** Reads it; refuses everything else, with the rule. */
  public static Parsed<ForeignSecret> parse(String text) {
    return FORM.matcher(text).matches()
        ? Parsed.valid(new ForeignSecret(text))
        : Parsed.invalid(RULE);
  }

  @Override
  public String toString() {
    return "ForeignSecret[withheld]";
  }
}
