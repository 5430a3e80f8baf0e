package dev.slipway.domain.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.ContentReference;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.PackageVersion.Verification;
import dev.slipway.domain.packages.RegisteredPackage.Admission;
import dev.slipway.domain.packages.RegisteredPackage.LatestVersion;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegisteredPackageTest {

  private static final OciRepository LAKE = OciRepository.of("oci://registry.example.org/lake");
  private static final PackageKey KEY =
      new PackageKey(new OrganizationId("acme"), new PackageId("pkg_1"));

  private static RegisteredPackage in(Source source) {
    return new RegisteredPackage(
        KEY,
        "Lake",
        Optional.empty(),
        Optional.empty(),
        source,
        new LatestVersion(new PackageVersionId("pkgv_1"), SemVer.of("1.0.0")),
        Etag.FIRST,
        Instant.EPOCH);
  }

  @Test
  void versions_of_a_package_in_a_registry_are_registered_from_there() {
    assertThat(in(new Source.Oci(LAKE)).admission()).isEqualTo(new Admission.From(LAKE));
  }

  @Test
  void nobody_registers_a_version_of_a_hosted_package() {
    assertThat(in(new Source.Hosted("repo_1")).admission()).isEqualTo(new Admission.Hosted());
  }

  @Test
  void a_back_port_does_not_become_the_latest() {
    var latest = new LatestVersion(new PackageVersionId("pkgv_2"), SemVer.of("2.0.0"));

    assertThat(latest.or(new LatestVersion(new PackageVersionId("pkgv_3"), SemVer.of("1.4.9"))))
        .isEqualTo(latest);
  }

  @Test
  void another_package_s_version_is_not_added() {
    var digest = ContentDigest.sha256(new byte[0]);
    var stranger =
        new PackageVersion(
            new PackageVersionId("pkgv_2"),
            new PackageKey(new OrganizationId("other"), KEY.id()),
            SemVer.of("2.0.0"),
            new ContentReference(digest.text(), digest),
            Json.object().build(),
            Optional.empty(),
            Verification.SCHEMA_ABSENT,
            Instant.EPOCH);

    assertThatThrownBy(() -> in(new Source.Oci(LAKE)).with(stranger))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pkgv_2");
  }
}
