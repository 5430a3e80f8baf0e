package dev.slipway.adapterspostgres;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what is secret on its way into the database, the config of installations and credentials
 * for registries, and decrypts it on its way out (ADR 16). The first of its keys encrypts; all of
 * them decrypt. What was stored before there was a key is read as it stands. Thread-safe.
 */
public final class ConfigCipher {

  /*
   * The form of a sealed text is sealed:1:KEY:BASE64, with a salt of 16 bytes, a nonce of 12, and
   * what AES-256-GCM makes of the text and its tag of 16, in base64url without padding.
   *
   * The key of AES is HMAC-SHA-256 of the label and the salt under the configured key: each value
   * has a key of its own, so nobody must count how many random nonces one key has seen.
   *
   * Associated data is the form's version, the key's id, the column and what names the row, each
   * with its length in front, so that no two lists of texts give the same bytes.
   */

  private static final String MARK = "sealed:";
  private static final String PREFIX = MARK + "1:";
  private static final Pattern SEALED =
      Pattern.compile("sealed:1:(" + ConfigKey.ID + "):([A-Za-z0-9_-]+)");
  private static final byte[] LABEL = "slipway config 1".getBytes(US_ASCII);
  private static final int SALT = 16;
  private static final int NONCE = 12;
  private static final int TAG = 16;

  private static final ConfigCipher NONE = new ConfigCipher(List.of());

  private final Map<String, ConfigKey> keys = new LinkedHashMap<>();
  private final Optional<ConfigKey> first;
  private final SecureRandom random = new SecureRandom();

  private ConfigCipher(List<ConfigKey> keys) {
    keys.forEach(key -> this.keys.put(key.id(), key));
    this.first = keys.stream().findFirst();
  }

  /** Encrypts nothing, and can read nothing that is encrypted. */
  public static ConfigCipher none() {
    return NONE;
  }

  /**
   * Encrypts with the first of some keys and decrypts with all of them.
   *
   * @throws IllegalArgumentException when there is no key, or two have the same id
   */
  public static ConfigCipher of(List<ConfigKey> keys) {
    var cipher = new ConfigCipher(keys);
    if (cipher.keys.isEmpty() || cipher.keys.size() < keys.size()) {
      throw new IllegalArgumentException("a cipher has at least one key, and ids only once");
    }
    return cipher;
  }

  /** The id of the key that encrypts; absent when none does. */
  public Optional<String> writingKey() {
    return first.map(ConfigKey::id);
  }

  /**
   * Where a value belongs. It can be read there, and nowhere else.
   *
   * @param column table and column
   * @param row what names the row
   */
  record Place(String column, List<String> row) {

    static Place of(String column, String... row) {
      return new Place(column, List.of(row));
    }
  }

  /** What became of reading a stored text. */
  sealed interface Opened {

    /** This was stored. */
    record Text(String text) implements Opened {}

    /**
     * It cannot be read.
     *
     * @param reason why, for people; no part of the value
     */
    record Refused(String reason) implements Opened {}
  }

  /** Whether a stored text is encrypted. */
  static boolean isSealed(String stored) {
    return stored.startsWith(MARK);
  }

  /** Whether a stored text is as {@link #seal} would leave it now, as far as its outside shows. */
  boolean isCurrent(String stored) {
    return first
        .map(key -> stored.startsWith(PREFIX + key.id() + ":"))
        .orElseGet(() -> !isSealed(stored));
  }

  /** A text as it is to be stored at a place: encrypted, or as it is when there is no key. */
  String seal(Place place, String text) {
    return first.map(key -> seal(key, place, text)).orElse(text);
  }

  private String seal(ConfigKey key, Place place, String text) {
    var salt = new byte[SALT];
    var nonce = new byte[NONCE];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    try {
      var encrypted =
          cipher(Cipher.ENCRYPT_MODE, key, place, salt, nonce).doFinal(text.getBytes(UTF_8));
      var whole =
          ByteBuffer.allocate(SALT + NONCE + encrypted.length)
              .put(salt)
              .put(nonce)
              .put(encrypted)
              .array();
      return PREFIX + key.id() + ":" + encoded(whole);
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  /** What a text means that is stored at a place. */
  Opened open(Place place, String stored) {
    if (!isSealed(stored)) {
      return new Opened.Text(stored);
    }
    var form = SEALED.matcher(stored);
    if (!form.matches()) {
      return new Opened.Refused("it is encrypted in a form that this release does not know");
    }
    var id = form.group(1);
    var key = keys.get(id);
    if (key == null) {
      return new Opened.Refused(
          "it is encrypted with key '" + id + "', which is not among the configured keys");
    }
    return open(key, place, form.group(2))
        .<Opened>map(Opened.Text::new)
        .orElseGet(
            () ->
                new Opened.Refused(
                    "it is not what was encrypted here with key '"
                        + id
                        + "': it was changed or moved, or the key is another one of the same id"));
  }

  private static Optional<String> open(ConfigKey key, Place place, String text) {
    try {
      var bytes = Base64.getUrlDecoder().decode(text);
      // The decoder passes over bits of the last letter, in which somebody could leave a sign.
      if (bytes.length < SALT + NONCE + TAG || !encoded(bytes).equals(text)) {
        return Optional.empty();
      }
      var whole = ByteBuffer.wrap(bytes);
      var salt = new byte[SALT];
      var nonce = new byte[NONCE];
      whole.get(salt).get(nonce);
      var encrypted = new byte[whole.remaining()];
      whole.get(encrypted);
      var plain = cipher(Cipher.DECRYPT_MODE, key, place, salt, nonce).doFinal(encrypted);
      return Optional.of(new String(plain, UTF_8));
    } catch (AEADBadTagException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Cipher cipher(int mode, ConfigKey key, Place place, byte[] salt, byte[] nonce)
      throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(key.secret());
    mac.update(LABEL);
    var own = new SecretKeySpec(mac.doFinal(salt), "AES");
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, own, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    Stream.concat(Stream.of(PREFIX, key.id(), place.column()), place.row().stream())
        .map(part -> part.getBytes(UTF_8))
        .forEach(
            part -> {
              cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
              cipher.updateAAD(part);
            });
    return cipher;
  }

  private static IllegalStateException impossible(GeneralSecurityException e) {
    return new IllegalStateException(
        "this Java platform lacks AES/GCM/NoPadding or HmacSHA256 with 256 bits; run another", e);
  }

  /** The ids of its keys. */
  @Override
  public String toString() {
    return "ConfigCipher" + keys.keySet();
  }
}
