package dev.slipway.domain.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.form.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentReferenceTest {
  private static final OciRepository OWN = OciRepository.of("oci://ghcr.io/acme/shop");

  private static final String SHA256 = "sha256:" + "0a".repeat(32);
  private static final String SHA512 = "sha512:" + "0a".repeat(64);

  static List<String> references() {
    return List.of(
        SHA256,
        SHA512,
        "oci://ghcr.io/acme/shop@" + SHA256,
        "oci://ghcr.io/acme/shop@" + SHA512,
        "oci://GHCR.IO:443/acme/shop@" + SHA256);
  }

  @ParameterizedTest
  @MethodSource("references")
  void is_a_digest_alone_or_behind_the_packages_own_repository(String written) {
    var reference = ContentReference.parse(written, OWN).orElseThrow();

    assertThat(reference.text()).isEqualTo(written);
    assertThat(written).endsWith(reference.digest().text());
  }

  static List<String> others() {
    return List.of(
        "",
        "1.0.0",
        "latest",
        "sha256:",
        "sha256:" + "0a".repeat(31),
        "sha256:" + "0a".repeat(64),
        "sha512:" + "0a".repeat(32),
        "sha1:" + "0a".repeat(20),
        "sha384:" + "0a".repeat(48),
        "SHA256:" + "0a".repeat(32),
        "sha256:" + "0A".repeat(32),
        "sha256:" + "0g".repeat(32),
        " " + SHA256,
        SHA256 + "\n",
        "@" + SHA256,
        "oci://ghcr.io/acme/shop",
        "oci://ghcr.io/acme/shop:1.0.0",
        "oci://ghcr.io/acme/shop:1.0.0@" + SHA256,
        "oci://ghcr.io/acme/shop@" + SHA256 + "@" + SHA256,
        "oci://ghcr.io/acme/shop#" + SHA256,
        "oci://ghcr.io/acme/other@" + SHA256,
        "oci://ghcr.io:5000/acme/shop@" + SHA256,
        "ghcr.io/acme/shop@" + SHA256,
        "https://ghcr.io/acme/shop@" + SHA256);
  }

  @ParameterizedTest
  @MethodSource("others")
  void is_nothing_else(String written) {
    assertThat(ContentReference.parse(written, OWN)).isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  void has_at_most_512_characters() {
    var deep = OciRepository.of("oci://" + "a.".repeat(120) + "io/" + "a/".repeat(127) + "a");
    String written = deep + "@" + SHA256;
    assertThat(written).hasSizeGreaterThan(512);

    assertThat(ContentReference.parse(written, deep)).isInstanceOf(Parsed.Invalid.class);
    assertThat(ContentReference.parse(SHA256, deep)).isInstanceOf(Parsed.Valid.class);
  }

  @Test
  void cannot_be_made_of_another_digest() {
    var digest = ContentDigest.of(SHA256);

    assertThatThrownBy(() -> new ContentReference(SHA512, digest))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ContentReference("x" + SHA256, digest))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_digest_is_what_its_algorithm_makes_of_bytes() {
    byte[] abc = "abc".getBytes(StandardCharsets.UTF_8);

    assertThat(ContentDigest.sha256(abc).text())
        .isEqualTo("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(ContentDigest.Algorithm.SHA512.of(abc).text())
        .isEqualTo(
            "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret"})
  void a_credential_never_tells_its_secret(String secret) {
    assertThat(new RegistryCredential.Basic("robot", secret).toString())
        .contains("robot")
        .doesNotContain(secret);
    assertThat(new RegistryCredential.Bearer(secret).toString()).doesNotContain(secret);
  }
}
