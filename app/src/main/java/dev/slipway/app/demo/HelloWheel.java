package dev.slipway.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A wheel of the provider {@code hello}: an archive by PEP 427, with the Python sources that lie
 * beside this class. The same version has the same bytes every time.
 */
final class HelloWheel {

  /** The Python package in the wheel. */
  static final String PACKAGE = "hello_provider";

  private static final List<String> SOURCES =
      List.of("__init__.py", "__main__.py", "platform.py", "runtime.py");

  /** Zip knows no time before 1980, and no zone. */
  private static final LocalDateTime TIME = LocalDateTime.of(2025, 1, 1, 0, 0);

  private final String version;
  private final byte[] bytes;

  private HelloWheel(String version, byte[] bytes) {
    this.version = version;
    this.bytes = bytes;
  }

  /** A wheel that works. */
  static HelloWheel working(String version) {
    return build(version, "");
  }

  /** A wheel that is whole, and whose program ends as soon as it starts. */
  static HelloWheel broken(String version) {
    return build(version, "import a_module_that_nobody_packed\n\n");
  }

  private static HelloWheel build(String version, String before) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String source : SOURCES) {
      String text = source(source).replace("@VERSION@", version);
      if ("__main__.py".equals(source)) {
        text = before + text;
      }
      files.put(PACKAGE + "/" + source, text.getBytes(UTF_8));
    }
    String info = "%s-%s.dist-info/".formatted(PACKAGE, version);
    files.put(
        info + "METADATA",
        """
        Metadata-Version: 2.1
        Name: hello-provider
        Version: %s
        Summary: A small provider that registers and shows that it is alive.
        Requires-Python: >=3.8
        """
            .formatted(version)
            .getBytes(UTF_8));
    files.put(
        info + "WHEEL",
        """
        Wheel-Version: 1.0
        Generator: slipway-demo
        Root-Is-Purelib: true
        Tag: py3-none-any
        """
            .getBytes(UTF_8));
    files.put(info + "RECORD", record(files, info + "RECORD"));
    return new HelloWheel(version, archive(files));
  }

  private static byte[] record(Map<String, byte[]> files, String itself) {
    StringBuilder lines = new StringBuilder();
    files.forEach(
        (path, bytes) ->
            lines.append(
                "%s,sha256=%s,%d\n"
                    .formatted(
                        path,
                        Base64.getUrlEncoder().withoutPadding().encodeToString(sha256Of(bytes)),
                        bytes.length)));
    return lines.append(itself).append(",,\n").toString().getBytes(UTF_8);
  }

  private static byte[] archive(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A wheel of the demo cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private static String source(String name) {
    String path = PACKAGE + "/" + name;
    try (InputStream in = HelloWheel.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("The build left no " + path + "; build again");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The demo's " + path + " cannot be read", e);
    }
  }

  private static byte[] sha256Of(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java knows SHA-256", e);
    }
  }

  /** The version of the provider. */
  String version() {
    return version;
  }

  /** The archive. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** What the file is called. */
  String fileName() {
    return "%s-%s-py3-none-any.whl".formatted(PACKAGE, version);
  }

  /** SHA-256 of the archive, in hexadecimal digits. */
  String sha256() {
    return HexFormat.of().formatHex(sha256Of(bytes));
  }
}
