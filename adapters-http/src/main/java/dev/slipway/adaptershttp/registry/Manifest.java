package dev.slipway.adaptershttp.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.form.Parsed;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * What is read of the manifest of a package: its one layer. Reads token by token, so that a
 * manifest of some MiB never becomes a tree of many. Implements the second paragraph of section 5
 * of the contract's page on packages.
 */
final class Manifest {

  /** The media type of a manifest. */
  static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";

  /**
   * What is asked for: beside manifests of OCI also what might be found in their place, or a
   * registry says that nothing is there.
   */
  static final String ACCEPT =
      MEDIA_TYPE
          + ", application/vnd.oci.image.index.v1+json"
          + ", application/vnd.docker.distribution.manifest.v2+json"
          + ", application/vnd.docker.distribution.manifest.list.v2+json";

  private static final String CONFIG = "application/vnd.akua.package.config.v1+json";

  private static final String CONTENT = "application/vnd.akua.package.content.v1.tar+gzip";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /**
   * The layer that a manifest names.
   *
   * @param size in bytes, compressed
   */
  record Layer(ContentDigest digest, long size) {}

  /** A descriptor, as far as it is filled in. */
  private static final class Descriptor {
    private Optional<String> mediaType = Optional.empty();
    private Optional<String> digest = Optional.empty();
    private Optional<Long> size = Optional.empty();
  }

  private final JsonParser json;
  private Optional<Descriptor> config = Optional.empty();
  private Optional<Descriptor> layer = Optional.empty();
  private int layers;

  private Manifest(JsonParser json) {
    this.json = json;
  }

  /**
   * The layer that the manifest names.
   *
   * @param contentType as the registry said it
   * @param maxSize how large a layer may be, in bytes
   * @throws Ended as invalid, when it is no manifest of a package
   */
  static Layer read(byte[] bytes, Optional<String> contentType, long maxSize) throws Ended {
    String type = contentType.map(Manifest::withoutParameters).orElse("");
    if (!type.equals(MEDIA_TYPE)) {
      throw Ended.invalid("The registry does not call the ref a manifest (" + MEDIA_TYPE + ")");
    }
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      var manifest = new Manifest(parser);
      manifest.readManifest();
      return manifest.judge(maxSize);
    } catch (IOException e) {
      throw Ended.invalid("The manifest is not JSON");
    }
  }

  private static String withoutParameters(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private void readManifest() throws IOException, Ended {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw Ended.invalid("The manifest is no JSON object");
    }
    boolean versioned = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "schemaVersion" ->
            versioned =
                json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getText().equals("2");
        case "mediaType" -> {
          if (!text().equals(Optional.of(MEDIA_TYPE))) {
            throw Ended.invalid("The manifest calls itself something else than " + MEDIA_TYPE);
          }
        }
        case "config" -> config = Optional.of(descriptor());
        case "layers" -> readLayers();
        default -> {}
      }
      // Stands at the end of what was read, or at the beginning of what was not.
      json.skipChildren();
    }
    if (json.nextToken() != null) {
      throw Ended.invalid("The manifest is not JSON");
    }
    if (!versioned) {
      throw Ended.invalid("The manifest has not schemaVersion 2");
    }
  }

  private void readLayers() throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      layers++;
      layer = Optional.of(descriptor());
      json.skipChildren();
    }
  }

  /** Reads an object to its end; anything else has nothing filled in, and is left as it is. */
  private Descriptor descriptor() throws IOException {
    var descriptor = new Descriptor();
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return descriptor;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "mediaType" -> descriptor.mediaType = text();
        case "digest" -> descriptor.digest = text();
        case "size" -> descriptor.size = size();
        default -> {}
      }
      json.skipChildren();
    }
    return descriptor;
  }

  private Optional<String> text() throws IOException {
    return json.currentToken() == JsonToken.VALUE_STRING
        ? Optional.of(json.getText())
        : Optional.empty();
  }

  private Optional<Long> size() throws IOException {
    boolean whole =
        json.currentToken() == JsonToken.VALUE_NUMBER_INT
            && json.getTextLength() <= 18
            && !json.getText().startsWith("-");
    return whole ? Optional.of(json.getLongValue()) : Optional.empty();
  }

  private Layer judge(long maxSize) throws Ended {
    if (!config.flatMap(found -> found.mediaType).equals(Optional.of(CONFIG))) {
      throw Ended.invalid("The manifest has no config of media type " + CONFIG);
    }
    if (layers != 1 || layer.isEmpty()) {
      throw Ended.invalid("The manifest must have exactly one layer, but has " + layers);
    }
    Descriptor content = layer.get();
    if (!content.mediaType.equals(Optional.of(CONTENT))) {
      throw Ended.invalid("The layer of the manifest is not of media type " + CONTENT);
    }
    Parsed<ContentDigest> digest = ContentDigest.parse(content.digest.orElse(""));
    if (!(digest instanceof Parsed.Valid<ContentDigest> valid) || content.size.isEmpty()) {
      throw Ended.invalid("The layer of the manifest has no digest, or no size");
    }
    if (content.size.get() > maxSize) {
      throw Ended.invalid(
          "The layer has "
              + content.size.get()
              + " bytes, and at most "
              + maxSize
              + " are accepted");
    }
    return new Layer(valid.value(), content.size.get());
  }
}
