package dev.slipway.adaptershttp.cursor;

import dev.slipway.ports.paging.NewestFirst.Place;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads cursors: opaque to clients, signed, and good for the one list from which they
 * came (contract/packages.md section 2, "Cursors").
 *
 * <p>A cursor is base64url of a text and of a 16-byte HMAC-SHA256 of it. The text holds the form's
 * version, the list (route, workspace, filters) and the position (time in microseconds, id). Every
 * server with the same secret accepts it. Thread-safe.
 */
public final class Cursors {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SEAL_LENGTH = 16;

  /** The longest text that is looked at. */
  private static final int LONGEST = 1_024;

  private static final String VERSION = "cursor 1\n";
  private static final Pattern POSITION = Pattern.compile("(-?[0-9]{1,18})\n([0-9A-Za-z_-]{1,64})");
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final Supplier<String> secret;

  /**
   * @param secret what only servers of one store know; asked each time
   */
  public Cursors(Supplier<String> secret) {
    this.secret = secret;
  }

  /** The cursor behind a position of a list. */
  public String write(Listing listing, Place position) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, position.createdAt());
    var text = bytes(head(listing) + micros + "\n" + position.id());
    var whole = Arrays.copyOf(text, text.length + SEAL_LENGTH);
    System.arraycopy(seal(text), 0, whole, text.length, SEAL_LENGTH);
    return ENCODER.encodeToString(whole);
  }

  /**
   * The position that a cursor names, when it is one that was written for this list; empty for
   * whatever else.
   */
  public Optional<Place> read(Listing listing, String cursor) {
    return decoded(cursor).flatMap(text -> position(listing, text));
  }

  /** The text of a cursor whose seal is right. */
  private Optional<String> decoded(String cursor) {
    if (cursor.length() > LONGEST) {
      return Optional.empty();
    }
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    // The decoder forgives padding and stray bits; a position has one spelling.
    if (whole.length <= SEAL_LENGTH || !ENCODER.encodeToString(whole).equals(cursor)) {
      return Optional.empty();
    }
    int length = whole.length - SEAL_LENGTH;
    var text = Arrays.copyOf(whole, length);
    var given = Arrays.copyOfRange(whole, length, whole.length);
    return MessageDigest.isEqual(given, seal(text))
        ? Optional.of(new String(text, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static Optional<Place> position(Listing listing, String text) {
    var head = head(listing);
    if (!text.startsWith(head)) {
      return Optional.empty();
    }
    var matcher = POSITION.matcher(text.substring(head.length()));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var createdAt = Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS);
    return Optional.of(new Place(createdAt, matcher.group(2)));
  }

  private static String head(Listing listing) {
    return VERSION + listing.text();
  }

  private byte[] seal(byte[] text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes(secret.get()), ALGORITHM));
      return Arrays.copyOf(mac.doFinal(text), SEAL_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
