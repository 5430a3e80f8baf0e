package dev.slipway.adaptershttp.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptershttp.fetch.TestServer;
import dev.slipway.adaptershttp.localregistry.PackageArtifact;
import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Looks from a JVM whose heap is {@value #HEAP}, at layers and lies that are several times as
 * large.
 */
class SmallHeapTest {
  private static final String HEAP = "48m";

  private static final int MIB = 1024 * 1024;

  private final TestServer server = TestServer.plainAt("127.0.0.1");

  @AfterEach
  void close() {
    server.close();
  }

  /** Bytes that are written again and again, each time the same. */
  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  @Test
  void a_layer_larger_than_the_heap_is_read() {
    assertThat(look(offer(SmallHeapTest::largePackage))).contains("Read[version=1.0.0");
  }

  @Test
  void a_layer_that_unpacks_to_more_than_a_gibibyte_is_given_up() {
    var digest =
        offerBomb(
            out -> {
              try (var tar = new TarArchiveOutputStream(fast(out))) {
                tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                zeros(tar, "zeros", 1100L * MIB);
              }
            });

    assertThat(look(digest)).contains("Invalid[reason=The layer unpacks to more than");
  }

  @Test
  void a_long_name_of_400_mebibytes_is_given_up() {
    var digest =
        offerBomb(
            out -> {
              try (var tar = new TarArchiveOutputStream(fast(out))) {
                var entry = new TarArchiveEntry("././@LongLink", (byte) 'L');
                entry.setModTime(0L);
                entry.setSize(400L * MIB);
                tar.putArchiveEntry(entry);
                fill(tar, 400L * MIB, (byte) 'n');
                tar.closeArchiveEntry();
              }
            });

    assertThat(look(digest)).contains("Invalid[reason=The archive has a header of more than");
  }

  @Test
  void a_gzip_name_of_100_mebibytes_is_given_up() {
    var digest =
        offer(
            out -> {
              out.write(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 3});
              fill(out, 100L * MIB, (byte) 'n');
            });

    assertThat(look(digest)).contains("Invalid[reason=The layer has a gzip member that holds");
  }

  @Test
  void a_manifest_without_end_is_given_up() {
    server.on(
        "/v2/a/manifests/" + ContentDigest.sha256(new byte[0]),
        exchange -> {
          exchange.lines(
              "HTTP/1.1 200 OK",
              "Content-Type: " + PackageArtifact.MANIFEST,
              "Transfer-Encoding: chunked",
              "");
          String chunk = "10000\r\n" + "[".repeat(0x10000) + "\r\n";
          while (true) {
            exchange.write(chunk);
          }
        });

    assertThat(look(ContentDigest.sha256(new byte[0])))
        .contains("Invalid[reason=The manifest has more than");
  }

  @Test
  void a_manifest_of_many_small_things_is_read_all_the_same() {
    byte[] manifest =
        ("{\"schemaVersion\":2,\"annotations\":[" + "[],".repeat(1_000_000) + "[]],\"layers\":[]}")
            .getBytes(StandardCharsets.US_ASCII);
    var digest = ContentDigest.sha256(manifest);
    offerManifest(digest, manifest);

    assertThat(look(digest)).contains("Invalid[reason=The manifest has no config");
  }

  /** 200 MiB that no compression makes smaller, and a package. */
  private static void largePackage(OutputStream out) throws IOException {
    try (var tar = new TarArchiveOutputStream(fast(out))) {
      var random = new Random(7);
      byte[] piece = new byte[MIB];
      for (int i = 0; i < 20; i++) {
        var entry = new TarArchiveEntry("vendor/" + i);
        entry.setModTime(0L);
        entry.setSize(10L * MIB);
        tar.putArchiveEntry(entry);
        for (int j = 0; j < 10; j++) {
          random.nextBytes(piece);
          tar.write(piece);
        }
        tar.closeArchiveEntry();
      }
      byte[] toml = "[package]\nversion = \"1.0.0\"\n".getBytes(StandardCharsets.UTF_8);
      var entry = new TarArchiveEntry("akua.toml");
      entry.setModTime(0L);
      entry.setSize(toml.length);
      tar.putArchiveEntry(entry);
      tar.write(toml);
      tar.closeArchiveEntry();
    }
  }

  private static OutputStream fast(OutputStream out) throws IOException {
    return new GZIPOutputStream(out, 64 * 1024) {
      {
        def.setLevel(Deflater.BEST_SPEED);
      }
    };
  }

  private static void zeros(TarArchiveOutputStream tar, String name, long size) throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setModTime(0L);
    entry.setSize(size);
    tar.putArchiveEntry(entry);
    fill(tar, size, (byte) 0);
    tar.closeArchiveEntry();
  }

  private static void fill(OutputStream out, long size, byte with) throws IOException {
    byte[] piece = new byte[MIB];
    Arrays.fill(piece, with);
    for (long left = size; left > 0; left -= piece.length) {
      out.write(piece);
    }
  }

  /** Counts what passes, and holds nothing. */
  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      bytes += length;
    }
  }

  /** Offers an artifact whose layer is {@code layer}, made anew each time that it is asked for. */
  private ContentDigest offer(Content layer) {
    MessageDigest digester = ContentDigest.Algorithm.SHA256.start();
    var counting = new Counting();
    try {
      layer.writeTo(new DigestOutputStream(counting, digester));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return offer(layer, ContentDigest.Algorithm.SHA256.finish(digester), counting.bytes);
  }

  /** The same of a layer that is small as long as it is compressed, and so is made once. */
  private ContentDigest offerBomb(Content layer) {
    var made = new ByteArrayOutputStream();
    try {
      layer.writeTo(made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return offer(made::writeTo, ContentDigest.sha256(made.toByteArray()), made.size());
  }

  private ContentDigest offer(Content layer, ContentDigest layerDigest, long size) {
    byte[] manifest =
        Json.object()
            .put("schemaVersion", Json.number(2))
            .put(
                "config",
                Json.object().put("mediaType", Json.string(PackageArtifact.CONFIG)).build())
            .put(
                "layers",
                Json.array(
                    Json.object()
                        .put("mediaType", Json.string(PackageArtifact.CONTENT))
                        .put("digest", Json.string(layerDigest.text()))
                        .put("size", Json.number(size))
                        .build()))
            .build()
            .toText()
            .getBytes(StandardCharsets.UTF_8);
    var digest = ContentDigest.sha256(manifest);
    offerManifest(digest, manifest);
    server.on(
        "/v2/a/blobs/" + layerDigest,
        exchange -> {
          exchange.lines("HTTP/1.1 200 OK", "Content-Length: " + size, "");
          layer.writeTo(exchange.out());
        });
    return digest;
  }

  private void offerManifest(ContentDigest digest, byte[] manifest) {
    server.on(
        "/v2/a/manifests/" + digest,
        exchange ->
            exchange.answer("200 OK", manifest, "Content-Type: " + PackageArtifact.MANIFEST));
  }

  /** What a JVM with a small heap says of the artifact with this digest. */
  private String look(ContentDigest digest) {
    try {
      Process small =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx" + HEAP,
                      "-XX:MaxDirectMemorySize=16m",
                      "-cp",
                      System.getProperty(
                          "surefire.test.class.path", System.getProperty("java.class.path")),
                      LookFromOutside.class.getName(),
                      "127.0.0.1:" + server.port(),
                      digest.text()))
              .redirectErrorStream(true)
              .start();
      try {
        String said = new String(small.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(small.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
      } finally {
        small.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
