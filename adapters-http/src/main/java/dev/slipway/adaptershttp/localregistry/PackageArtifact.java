package dev.slipway.adaptershttp.localregistry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The artifact of a package: a manifest, a config, and one layer. The same content always makes the
 * same bytes. Immutable.
 */
public final class PackageArtifact {

  /** The media type of the manifest. */
  public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  /** The media type of the config. */
  public static final String CONFIG = "application/vnd.akua.package.config.v1+json";

  /** The media type of the layer. */
  public static final String CONTENT = "application/vnd.akua.package.content.v1.tar+gzip";

  private final byte[] manifest;
  private final byte[] config;
  private final byte[] layer;

  private PackageArtifact(byte[] manifest, byte[] config, byte[] layer) {
    this.manifest = manifest;
    this.config = config;
    this.layer = layer;
  }

  /** A package of this version, without a schema. */
  public static PackageArtifact of(String version) {
    return ofFiles(Map.of("akua.toml", toml(version)));
  }

  /** A package of this version with this schema, which is taken as the text that it is. */
  public static PackageArtifact of(String version, String schema) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("akua.toml", toml(version));
    files.put("inputs.schema.json", schema);
    return ofFiles(files);
  }

  private static String toml(String version) {
    // A JSON string is a TOML string, except for the slash that need not be escaped anyway.
    return "[package]\nname = \"demo\"\nversion = %s\nedition = \"akua.dev/v1alpha1\"\n"
        .formatted(Json.string(version).toText());
  }

  /** A package of these files, by their paths, in this order. */
  public static PackageArtifact ofFiles(Map<String, String> files) {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), UTF_8.name())) {
      for (var file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(UTF_8);
        var entry = new TarArchiveEntry(file.getKey());
        entry.setSize(content.length);
        entry.setModTime(0L);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("An archive cannot be written into memory", e);
    }
    return ofLayer(bytes.toByteArray());
  }

  /** An artifact whose layer has these bytes, whatever they are. */
  public static PackageArtifact ofLayer(byte[] layer) {
    byte[] config = "{\"tool\":\"slipway\"}".getBytes(UTF_8);
    Json manifest =
        Json.object()
            .put("schemaVersion", Json.number(2))
            .put("mediaType", Json.string(MANIFEST))
            .put("config", descriptor(CONFIG, config))
            .put("layers", Json.array(descriptor(CONTENT, layer)))
            .build();
    return new PackageArtifact(manifest.toText().getBytes(UTF_8), config, layer.clone());
  }

  private static Json descriptor(String mediaType, byte[] content) {
    return Json.object()
        .put("mediaType", Json.string(mediaType))
        .put("digest", Json.string(ContentDigest.sha256(content).text()))
        .put("size", Json.number(content.length))
        .build();
  }

  /** The digest of the manifest: what a {@code ref} names. */
  public ContentDigest digest() {
    return ContentDigest.sha256(manifest);
  }

  /** The bytes of the manifest. */
  public byte[] manifest() {
    return manifest.clone();
  }

  /** The bytes of the config. */
  public byte[] config() {
    return config.clone();
  }

  /** The bytes of the layer. */
  public byte[] layer() {
    return layer.clone();
  }
}
