package dev.slipway.domain.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.ContentReference;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.PackageVersion.Verification;
import dev.slipway.domain.packages.RegisteredPackage.LatestVersion;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of a package whatever versions are added, in whatever order. */
class RegisteredPackageProperties {

  private static final PackageKey KEY =
      new PackageKey(new OrganizationId("acme"), new PackageId("pkg_1"));

  @Property
  void the_latest_is_the_highest_release_else_the_highest_pre_release_whatever_the_order(
      @ForAll("versions") List<SemVer> versions) {
    var end = added(versions);

    var highest =
        versions.stream()
            .filter(version -> !version.isPreRelease())
            .max(Comparator.naturalOrder())
            .or(() -> versions.stream().max(Comparator.naturalOrder()));
    assertThat(end.latest().semver()).isEqualTo(highest.orElseThrow());
  }

  @Property
  void the_etag_counts_the_versions(@ForAll("versions") List<SemVer> versions) {
    assertThat(added(versions).etag()).isEqualTo(new Etag(versions.size()));
  }

  @Property
  void nothing_else_ever_changes(@ForAll("versions") List<SemVer> versions) {
    assertThat(added(versions))
        .usingRecursiveComparison()
        .ignoringFields("latest", "etag")
        .isEqualTo(beginning(versions.getFirst()));
  }

  private static RegisteredPackage added(List<SemVer> versions) {
    var registered = beginning(versions.getFirst());
    for (SemVer version : versions.subList(1, versions.size())) {
      registered = registered.with(version(version));
    }
    return registered;
  }

  private static RegisteredPackage beginning(SemVer first) {
    return new RegisteredPackage(
        KEY,
        "Lake",
        Optional.of("Water"),
        Optional.empty(),
        new Source.Oci(OciRepository.of("oci://registry.example.org/lake")),
        new LatestVersion(version(first).id(), first),
        Etag.FIRST,
        Instant.EPOCH);
  }

  private static PackageVersion version(SemVer semver) {
    var digest = ContentDigest.sha256(new byte[0]);
    return new PackageVersion(
        new PackageVersionId("pkgv_" + semver.sortKey().hex().substring(0, 6)),
        KEY,
        semver,
        new ContentReference(digest.text(), digest),
        Json.object().build(),
        Optional.empty(),
        Verification.SCHEMA_ABSENT,
        Instant.EPOCH);
  }

  /** At least one, none of the precedence of another. */
  @Provide
  Arbitrary<List<SemVer>> versions() {
    var number = Arbitraries.of("0", "1", "2", "10", "99999999999999999999");
    return Combinators.combine(number, number, Arbitraries.of("", "-rc.1", "-rc.2", "-beta", "+b"))
        .as((major, minor, rest) -> SemVer.of(major + "." + minor + ".0" + rest))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .uniqueElements(SemVer::sortKey);
  }
}
