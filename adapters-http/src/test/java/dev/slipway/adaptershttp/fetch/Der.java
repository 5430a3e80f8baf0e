package dev.slipway.adaptershttp.fetch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** As much of the DER encoding (X.690) as a certificate takes. */
final class Der {
  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(0x30, parts);
  }

  static byte[] set(byte[]... parts) {
    return tagged(0x31, parts);
  }

  static byte[] integer(byte[] bigEndian) {
    return tagged(0x02, bigEndian);
  }

  static byte[] yes() {
    return tagged(0x01, new byte[] {(byte) 0xff});
  }

  static byte[] octets(byte[]... parts) {
    return tagged(0x04, parts);
  }

  static byte[] bits(int unused, byte[] bytes) {
    return tagged(0x03, new byte[] {(byte) unused}, bytes);
  }

  static byte[] utf8(String text) {
    return tagged(0x0c, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] time(String yearToSecondsUtc) {
    return tagged(0x18, yearToSecondsUtc.getBytes(StandardCharsets.US_ASCII));
  }

  /** An object identifier from its numbers. */
  static byte[] oid(int... numbers) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(40 * numbers[0] + numbers[1]);
    for (int i = 2; i < numbers.length; i++) {
      for (int shift = 28; shift > 0; shift -= 7) {
        if (numbers[i] >> shift > 0) {
          bytes.write(0x80 | (numbers[i] >> shift & 0x7f));
        }
      }
      bytes.write(numbers[i] & 0x7f);
    }
    return tagged(0x06, bytes.toByteArray());
  }

  static byte[] tagged(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var whole = new ByteArrayOutputStream();
    whole.write(tag);
    int length = content.size();
    if (length < 0x80) {
      whole.write(length);
    } else if (length < 0x100) {
      whole.write(0x81);
      whole.write(length);
    } else {
      whole.write(0x82);
      whole.write(length >> 8);
      whole.write(length & 0xff);
    }
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }
}
