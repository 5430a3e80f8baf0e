package dev.slipway.domain.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.form.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OciRepositoryTest {

  @ParameterizedTest
  @CsvSource({
    "oci://ghcr.io/acme/shop, oci://ghcr.io/acme/shop",
    "oci://GHCR.io/acme/shop, oci://ghcr.io/acme/shop",
    "oci://ghcr.io:443/acme, oci://ghcr.io/acme",
    "oci://ghcr.io:0443/acme, oci://ghcr.io/acme",
    "oci://ghcr.io:05000/acme, oci://ghcr.io:5000/acme",
    "oci://127.0.0.1:5000/a, oci://127.0.0.1:5000/a",
    "oci://[::1]:5000/a, oci://[::1]:5000/a",
    "oci://[2001:DB8::1]:443/a, oci://[2001:db8::1]/a",
    "oci://localhost/a.b_c__d-e---f/0/1, oci://localhost/a.b_c__d-e---f/0/1",
  })
  void has_one_canonical_text(String written, String canonical) {
    assertThat(OciRepository.of(written).text()).isEqualTo(canonical);
    assertThat(OciRepository.of(written)).isEqualTo(OciRepository.of(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "oci:/",
        "oci://",
        "oci://ghcr.io",
        "oci://ghcr.io/",
        "oci:///acme",
        "oci://:5000/acme",
        "oci://ghcr.io:/acme",
        "oci://ghcr.io:0/acme",
        "oci://ghcr.io:65536/acme",
        "oci://ghcr.io:http/acme",
        "OCI://ghcr.io/acme",
        "https://ghcr.io/acme",
        "ghcr.io/acme",
        " oci://ghcr.io/acme",
        "oci://ghcr.io/acme\n",
        "oci://user@ghcr.io/acme",
        "oci://user:password@ghcr.io/acme",
        "oci://ghcr.io/acme?a=b",
        "oci://ghcr.io?a/acme",
        "oci://ghcr.io/acme#a",
        "oci://ghcr.io#a/acme",
        "oci://ghcr.io/acme:latest",
        "oci://ghcr.io/acme@sha256:00",
        "oci://ghcr.io/Acme",
        "oci://ghcr.io/acme/",
        "oci://ghcr.io//acme",
        "oci://ghcr.io/a/../b",
        "oci://ghcr.io/./a",
        "oci://ghcr.io/.a",
        "oci://ghcr.io/a.",
        "oci://ghcr.io/a..b",
        "oci://ghcr.io/a._b",
        "oci://ghcr.io/a___b",
        "oci://ghcr.io/-a",
        "oci://ghcr.io/a-",
        "oci://ghcr.io/%61",
        "oci://ghcr.io/é",
        "oci://0x7f.1/a",
        "oci://127.1/a",
        "oci://::1/a",
        "oci://[::1/a",
        "oci://[fe80::1%25eth0]/a",
      })
  void refuses_what_is_no_repository(String written) {
    assertThat(OciRepository.parse(written)).isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  void bounds_the_length_of_a_path() {
    assertThat(OciRepository.parse("oci://ghcr.io/" + "a".repeat(255)))
        .isInstanceOf(Parsed.Valid.class);
    assertThat(OciRepository.parse("oci://ghcr.io/" + "a".repeat(256)))
        .isInstanceOf(Parsed.Invalid.class);
    assertThat(OciRepository.parse("oci://ghcr.io/" + "a".repeat(1_000_000)))
        .isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  void says_what_is_wrong_without_repeating_it() {
    assertThat(OciRepository.parse("oci://user:s3cret@ghcr.io/acme"))
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            refused -> assertThat(refused.reason().toString()).doesNotContain("s3cret"));
  }

  @Test
  void cannot_be_made_of_anything_else() {
    var registry = RegistryHost.parse("ghcr.io").orElseThrow();

    assertThatThrownBy(() -> new OciRepository(registry, "a/../b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RegistryHost("GHCR.io"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RegistryHost("ghcr.io:443"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ghcr.io, ghcr.io, 443",
    "https://GHCR.io, ghcr.io, 443",
    "HTTPS://ghcr.io:443, ghcr.io, 443",
    "registry.example:5000, registry.example, 5000",
    "[::1]:5000, [::1], 5000",
  })
  void knows_a_registry_by_host_and_port(String written, String host, int port) {
    var registry = RegistryHost.parseUrl(written).orElseThrow();

    assertThat(registry.host()).isEqualTo(host);
    assertThat(registry.port()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://", "http://ghcr.io", "ghcr.io/", "ghcr.io/v2", "a@b", "a?b"})
  void refuses_what_is_no_registry(String written) {
    assertThat(RegistryHost.parseUrl(written)).isInstanceOf(Parsed.Invalid.class);
  }
}
