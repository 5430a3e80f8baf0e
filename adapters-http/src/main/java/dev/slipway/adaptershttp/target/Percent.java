package dev.slipway.adaptershttp.target;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-decoding, once and strictly. */
final class Percent {
  private Percent() {}

  /**
   * The text that {@code raw} stands for; empty when an escape is incomplete or the bytes are not
   * UTF-8. Characters of the request line are bytes: those beyond ASCII count as written, unescaped.
   *
   * @param form whether a plus is a blank
   */
  static Optional<String> decode(String raw, boolean form) {
    if (isPlain(raw, form)) {
      return Optional.of(raw);
    }
    var bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int high = hex(raw, i + 1);
        int low = hex(raw, i + 2);
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else if (c > 0xff) {
        return Optional.empty();
      } else {
        bytes.write(form && c == '+' ? ' ' : c);
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(String raw, boolean form) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c >= 0x80 || c == '%' || (form && c == '+')) {
        return false;
      }
    }
    return true;
  }

  /** The digit at a place, or -1. */
  private static int hex(String raw, int at) {
    return at < raw.length() && raw.charAt(at) < 0x80 ? Character.digit(raw.charAt(at), 16) : -1;
  }
}
