package dev.slipway.domain.artifact;

import dev.slipway.domain.form.Parsed;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The digest by which a registry names bytes: {@code sha256:} and 64, or {@code sha512:} and 128
 * lower-case hexadecimal digits. Implements {@code ref} in section 4 of the contract's page on
 * packages.
 *
 * @param algorithm how it was made
 * @param hex the digits
 */
public record ContentDigest(Algorithm algorithm, String hex) {

  /** How bytes become a digest. */
  public enum Algorithm {
    /** 32 bytes. */
    SHA256("SHA-256", 64),
    /** 64 bytes. */
    SHA512("SHA-512", 128);

    private final String javaName;
    private final int digits;

    Algorithm(String javaName, int digits) {
      this.javaName = javaName;
      this.digits = digits;
    }

    /** The name in a digest's text. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** A fresh digester, for bytes that come in pieces; {@link #finish} reads it. */
    public MessageDigest start() {
      try {
        return MessageDigest.getInstance(javaName);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(
            "Every Java platform must offer " + javaName + "; this one does not", e);
      }
    }

    /** The digest of all that {@code digester}, once made by {@link #start}, was fed. */
    public ContentDigest finish(MessageDigest digester) {
      return new ContentDigest(this, HexFormat.of().formatHex(digester.digest()));
    }

    /** The digest of {@code content}. */
    public ContentDigest of(byte[] content) {
      MessageDigest digester = start();
      digester.update(content);
      return finish(digester);
    }

    private boolean isDigest(String text) {
      return text.length() == digits
          && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
  }

  private static final String RULE =
      "A digest is sha256: and 64, or sha512: and 128 lower-case hexadecimal digits";

  public ContentDigest {
    if (!algorithm.isDigest(hex)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** The digest written as {@code text}. */
  public static Parsed<ContentDigest> parse(String text) {
    for (Algorithm algorithm : Algorithm.values()) {
      String prefix = algorithm.word() + ":";
      if (text.startsWith(prefix) && algorithm.isDigest(text.substring(prefix.length()))) {
        return Parsed.valid(new ContentDigest(algorithm, text.substring(prefix.length())));
      }
    }
    return Parsed.invalid(RULE);
  }

  /**
   * The digest written as {@code text}, where the caller knows that it is one.
   *
   * @throws IllegalArgumentException if {@link #parse} refuses it
   */
  public static ContentDigest of(String text) {
    return parse(text).orElseThrow();
  }

  /** The SHA-256 digest of {@code content}: what registries use unless told otherwise. */
  public static ContentDigest sha256(byte[] content) {
    return Algorithm.SHA256.of(content);
  }

  /** The text: algorithm, colon, digits. */
  public String text() {
    return algorithm.word() + ":" + hex;
  }

  /** {@link #text}. */
  @Override
  public String toString() {
    return text();
  }
}
