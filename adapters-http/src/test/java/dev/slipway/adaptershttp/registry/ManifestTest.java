package dev.slipway.adaptershttp.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.adaptershttp.localregistry.PackageArtifact;
import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final String DIGEST = "sha256:" + "0a".repeat(32);

  /** A manifest as it should be; with ' for ". */
  private static final String GOOD =
      ("{'schemaVersion':2,'mediaType':'application/vnd.oci.image.manifest.v1+json',"
              + "'config':{'mediaType':'application/vnd.akua.package.config.v1+json','size':2},"
              + "'layers':[{'mediaType':'application/vnd.akua.package.content.v1.tar+gzip',"
              + "'digest':'DIGEST','size':100}],'annotations':{'a':{'b':[1]}}}")
          .replace("DIGEST", DIGEST);

  private static Manifest.Layer read(String text, String contentType) throws Ended {
    return Manifest.read(
        text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Optional.of(contentType), 100);
  }

  private static void invalid(String text) {
    assertThatThrownBy(() -> read(text, PackageArtifact.MANIFEST))
        .as(text)
        .isInstanceOfSatisfying(
            Ended.class,
            ended -> assertThat(ended.outcome()).isInstanceOf(Inspected.Invalid.class));
  }

  @Test
  void names_its_layer() throws Ended {
    var layer = new Manifest.Layer(ContentDigest.of(DIGEST), 100);

    assertThat(read(GOOD, PackageArtifact.MANIFEST)).isEqualTo(layer);
    assertThat(read(GOOD, PackageArtifact.MANIFEST + "; charset=utf-8")).isEqualTo(layer);
    assertThat(
            read(
                GOOD.replace("'mediaType':'application/vnd.oci.image.manifest.v1+json',", ""),
                PackageArtifact.MANIFEST))
        .isEqualTo(layer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "application/json",
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.oci.image.manifest.v1+jsonx",
      })
  void is_nothing_that_the_registry_calls_otherwise(String contentType) {
    assertThatThrownBy(() -> read(GOOD, contentType)).isInstanceOf(Ended.class);
    assertThatThrownBy(() -> Manifest.read(new byte[0], Optional.empty(), 100))
        .isInstanceOf(Ended.class);
  }

  @Test
  void is_nothing_else() {
    invalid("");
    invalid("[]");
    invalid("{");
    invalid(GOOD + "x");
    invalid(GOOD + "{}");
    invalid(GOOD.replace("'schemaVersion':2,", ""));
    invalid(GOOD.replace("'schemaVersion':2,", "'schemaVersion':1,"));
    invalid(GOOD.replace("'schemaVersion':2,", "'schemaVersion':'2',"));
    invalid(GOOD.replace("image.manifest", "image.index"));
    invalid(
        GOOD.replace("'mediaType':'application/vnd.oci.image.manifest.v1+json'", "'mediaType':7"));
    invalid(GOOD.replace("package.config", "image.config"));
    invalid(GOOD.replace("'config':", "'other':"));
    invalid(GOOD.replace("'config':{", "'config':{'mediaType':'x',"));
    invalid(GOOD.replace("content.v1.tar+gzip", "content.v1.tar"));
    invalid(GOOD.replace("'layers':", "'other':"));
    invalid(GOOD.replaceAll("'layers':\\[.*\\]", "'layers':[]"));
    invalid(GOOD.replaceAll("'layers':\\[.*?\\]", "'layers':{}"));
    invalid(GOOD.replaceAll("'layers':\\[(.*?)\\]", "'layers':[$1,$1]"));
    invalid(GOOD.replaceAll("'layers':\\[(.*?)\\]", "'layers':[7]"));
    invalid(GOOD.replace(DIGEST, "sha256:0a"));
    invalid(GOOD.replace("'digest':'" + DIGEST + "',", ""));
    invalid(GOOD.replace("'size':100", "'size':101"));
    invalid(GOOD.replace("'size':100", "'size':-1"));
    invalid(GOOD.replace("'size':100", "'size':'100'"));
    invalid(GOOD.replace("'size':100", "'size':1e2"));
    invalid(GOOD.replace("'size':100", "'size':99999999999999999999"));
    invalid(GOOD.replace("'size':100", "'other':100"));
    invalid("{'a':" + "[".repeat(100_000));
  }
}
