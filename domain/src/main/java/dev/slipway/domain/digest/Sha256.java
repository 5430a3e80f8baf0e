package dev.slipway.domain.digest;

import dev.slipway.domain.form.Parsed;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest.
 *
 * <p>Its only text is 64 lower-case hexadecimal digits. Implements section 4 of the contract's
 * foundation.
 *
 * @param hex the 64 digits
 */
public record Sha256(String hex) {

  private static final int BYTES = 32;

  private static final String RULE = "A SHA-256 digest is 64 lower-case hexadecimal digits";

  public Sha256 {
    if (!isDigest(hex)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** The digest written as {@code hex}. */
  public static Parsed<Sha256> parse(String hex) {
    return isDigest(hex) ? Parsed.valid(new Sha256(hex)) : Parsed.invalid(RULE);
  }

  /** The digest of {@code content}. */
  public static Sha256 of(byte[] content) {
    try {
      return ofDigest(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "Every Java platform must offer SHA-256; this one does not", e);
    }
  }

  /**
   * The digest that somebody else has computed.
   *
   * @throws IllegalArgumentException unless {@code digest} has 32 bytes
   */
  public static Sha256 ofDigest(byte[] digest) {
    return new Sha256(HexFormat.of().formatHex(digest));
  }

  private static boolean isDigest(String text) {
    if (text.length() != 2 * BYTES) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** The digits. */
  @Override
  public String toString() {
    return hex;
  }
}
