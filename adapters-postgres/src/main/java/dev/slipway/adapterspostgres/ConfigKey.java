package dev.slipway.adapterspostgres;

import dev.slipway.domain.form.Parsed;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key by which a {@link ConfigCipher} encrypts. Never prints more than its id. Immutable. */
public final class ConfigKey {

  /** So many bytes has a key, as AES-256 wants it. */
  public static final int BYTES = 32;

  static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private static final Pattern WHOLE_ID = Pattern.compile(ID);

  private final String id;
  private final SecretKey secret;

  private ConfigKey(String id, SecretKey secret) {
    this.id = id;
    this.secret = secret;
  }

  /**
   * A key.
   *
   * @param id names the key beside every value that it encrypts, and in messages; not secret
   * @param bytes the secret; copied
   * @return the key, or why it is none: the id is not 1 to 64 of {@code A-Za-z0-9._-} beginning
   *     with a letter or digit, or there are not 32 bytes
   */
  public static Parsed<ConfigKey> of(String id, byte[] bytes) {
    if (!WHOLE_ID.matcher(id).matches()) {
      return Parsed.invalid("the id of a key is 1 to 64 letters, digits, '.', '_' or '-'");
    }
    if (bytes.length != BYTES) {
      return Parsed.invalid("the key has " + bytes.length + " bytes, and AES-256 needs " + BYTES);
    }
    return Parsed.valid(new ConfigKey(id, new SecretKeySpec(bytes, "HmacSHA256")));
  }

  /** What it is called. */
  public String id() {
    return id;
  }

  SecretKey secret() {
    return secret;
  }

  /** Its id. */
  @Override
  public String toString() {
    return "ConfigKey[" + id + "]";
  }
}
