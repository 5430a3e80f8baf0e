package dev.slipway.adaptershttp.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Writes tar archives block by block, so that they may be as wrong as a test wants. */
final class Archives {

  static final String TOML = "[package]\nname = \"demo\"\nversion = \"1.0.0\"\n";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** An archive that has nothing yet. */
  static Archives archive() {
    return new Archives();
  }

  /** An archive that is a package already. */
  static Archives aPackage() {
    return archive().file("akua.toml", TOML);
  }

  Archives file(String path, String content) {
    return file(path, content.getBytes(UTF_8));
  }

  Archives file(String path, byte[] content) {
    return entry(path, '0', "", content);
  }

  Archives link(String path, char type, String target) {
    return entry(path, type, target, new byte[0]);
  }

  /** A pax header: records {@code key=value}, written with their lengths. */
  Archives pax(char type, String... records) {
    var body = new StringBuilder();
    for (String record : records) {
      int length = record.getBytes(UTF_8).length + 2;
      int digits = String.valueOf(length).length();
      while (String.valueOf(length + digits).length() > digits) {
        digits++;
      }
      body.append(length + digits).append(' ').append(record).append('\n');
    }
    return entry("pax", type, "", body.toString().getBytes(UTF_8));
  }

  Archives entry(String path, char type, String target, byte[] content) {
    header(path, type, target, content.length);
    bytes.writeBytes(content);
    bytes.writeBytes(new byte[(512 - content.length % 512) % 512]);
    return this;
  }

  /** A header that announces {@code size} bytes, which may never come. */
  Archives header(String path, char type, String target, long size) {
    bytes.writeBytes(headerBlock(path, type, target, size));
    return this;
  }

  static byte[] headerBlock(String path, char type, String target, long size) {
    byte[] block = new byte[512];
    put(block, 0, path);
    put(block, 100, "0000644");
    put(block, 108, "0000000");
    put(block, 116, "0000000");
    put(block, 124, "%011o".formatted(size));
    put(block, 136, "00000000000");
    block[156] = (byte) type;
    put(block, 157, target);
    put(block, 257, "ustar");
    put(block, 263, "00");
    return summed(block);
  }

  /** The block with the check sum that it needs. */
  static byte[] summed(byte[] block) {
    put(block, 148, "        ");
    int sum = 0;
    for (byte one : block) {
      sum += one & 0xff;
    }
    put(block, 148, "%06o\0 ".formatted(sum));
    return block;
  }

  private static void put(byte[] block, int at, String text) {
    byte[] written = text.getBytes(UTF_8);
    System.arraycopy(written, 0, block, at, written.length);
  }

  Archives raw(byte[] more) {
    bytes.writeBytes(more);
    return this;
  }

  /** The archive as it is, without an end. */
  byte[] unfinished() {
    return bytes.toByteArray();
  }

  byte[] tar() {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(bytes.toByteArray());
    whole.writeBytes(new byte[1024]);
    return whole.toByteArray();
  }

  byte[] gzip() {
    return gzip(tar());
  }

  PackageContent read() {
    return read(gzip());
  }

  static PackageContent read(byte[] layer) {
    try {
      return PackageArchive.read(new ByteArrayInputStream(layer));
    } catch (IOException e) {
      throw new UncheckedIOException("nothing fails in memory", e);
    }
  }

  static byte[] gzip(byte[] content) {
    return gzip(out -> out.write(content));
  }

  /** Writes into gzip. */
  @FunctionalInterface
  interface Writer {
    void write(OutputStream out) throws IOException;
  }

  static byte[] gzip(Writer writer) {
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing fails in memory", e);
    }
    return zipped.toByteArray();
  }
}
