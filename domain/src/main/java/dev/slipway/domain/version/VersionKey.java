package dev.slipway.domain.version;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The precedence of a version as bytes: compared as unsigned bytes from left to right, keys are in
 * the order of their versions, and equal keys mean the same precedence. At most {@value #MAX_BYTES}
 * bytes. Immutable. A store may keep it, so its encoding is for ever.
 */
public final class VersionKey implements Comparable<VersionKey> {

  // The encoding
  //
  //   key          = number number number ( release | pre-release )     major, minor, patch
  //   number       = length(1 byte) digits                              no leading zeros, so the
  // longer
  //                                                                     number is the greater one
  //   release      = 03                                                 after any pre-release
  //   pre-release  = 1*identifier 00                                    fewer identifiers come
  // first
  //   identifier   = 01 number                                          numbers come before words
  //                | 02 characters 00                                   a word comes before its
  // extensions
  //
  // A version has at most 128 characters, so a length fits in one unsigned byte, and no character
  // of a
  // word (the lowest is the hyphen, 2D) is below a terminator. No key is the beginning of another.

  /** No key is longer. */
  public static final int MAX_BYTES = 191;

  private static final int END = 0;
  private static final int NUMBER = 1;
  private static final int WORD = 2;
  private static final int RELEASE = 3;

  private final byte[] bytes;

  private VersionKey(byte[] bytes) {
    this.bytes = bytes;
  }

  static VersionKey of(String major, String minor, String patch, List<String> preRelease) {
    var out = new ByteArrayOutputStream();
    writeNumber(out, major);
    writeNumber(out, minor);
    writeNumber(out, patch);
    if (preRelease.isEmpty()) {
      out.write(RELEASE);
    } else {
      for (String identifier : preRelease) {
        writeIdentifier(out, identifier);
      }
      out.write(END);
    }
    return new VersionKey(out.toByteArray());
  }

  private static void writeIdentifier(ByteArrayOutputStream out, String identifier) {
    if (SemVer.isNumber(identifier)) {
      out.write(NUMBER);
      writeNumber(out, identifier);
    } else {
      out.write(WORD);
      out.writeBytes(identifier.getBytes(StandardCharsets.US_ASCII));
      out.write(END);
    }
  }

  private static void writeNumber(ByteArrayOutputStream out, String digits) {
    out.write(digits.length());
    out.writeBytes(digits.getBytes(StandardCharsets.US_ASCII));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes as lower-case hexadecimal digits, which sort alike. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(VersionKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VersionKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The hexadecimal digits. */
  @Override
  public String toString() {
    return hex();
  }
}
