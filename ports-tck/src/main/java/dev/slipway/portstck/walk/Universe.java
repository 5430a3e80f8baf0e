package dev.slipway.portstck.walk;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.packages.Source;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import dev.slipway.portstck.sample.PackageSample;
import dev.slipway.portstck.sample.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that a walk knows of: so little that its steps meet. Times are multiples of half an hour, so
 * that a clock which runs by itself decides as one that stands.
 */
final class Universe {

  static final List<OrganizationId> TENANTS =
      List.of(new OrganizationId("alfa"), new OrganizationId("beta"));

  static final List<ProviderName> PROVIDERS =
      List.of(ProviderName.of("alfa/db"), ProviderName.of("beta/queue"));

  /** Four versions, and one that differs from another by build metadata alone. */
  static final List<SemVer> VERSIONS =
      List.of(
          SemVer.of("1.0.0"),
          SemVer.of("1.1.0"),
          SemVer.of("1.1.0+again"),
          SemVer.of("1.2.0-rc.1"),
          SemVer.of("2.0.0"));

  /** Ranges that part those versions. */
  static final List<VersionRange> RANGES =
      List.of(VersionRange.of("1.0.x"), VersionRange.of("<1.1 || ^2"), VersionRange.of("*"));

  static final List<InstallationId> INSTALLATIONS =
      TENANTS.stream()
          .flatMap(
              tenant -> PROVIDERS.stream().map(provider -> new InstallationId(tenant, provider)))
          .toList();

  static final List<String> INSTANCES = List.of("pod-1", "pod-2");
  static final List<String> IDEMPOTENCY_KEYS = List.of("key-1", "key-2");
  static final List<String> LEASES = List.of("lease-1", "lease-2");
  static final List<String> HOLDERS = List.of("server-1", "server-2");
  static final List<String> TOKENS = List.of("tok_1", "tok_2");

  /** Words of packages; two of them are of one repository. */
  static final List<String> PACKAGES = List.of("app", "web", "twin");

  static final List<String> REGISTRIES = List.of("a.example.org", "b.example.org:5000");
  static final List<String> CONNECTIONS = List.of("one", "two");

  static final Duration LEASE = Duration.ofHours(1);
  static final Duration DEADLINE = Duration.ofHours(2);
  static final Duration HEARTBEAT = Duration.ofMinutes(10);
  static final Duration RETENTION = Duration.ofHours(24);

  /** How far the clocks of the two stores may be apart. */
  static final Duration TOLERANCE = Duration.ofMinutes(15);

  private Universe() {}

  /** The package of a word, as the first tenant or the other one has it. */
  static PackageSample aPackage(OrganizationId tenant, String word) {
    return Samples.aPackage(tenant.value(), tenant + word).in(new Source.Oci(repository(word)));
  }

  /** Where the package of a word is. */
  static OciRepository repository(String word) {
    return OciRepository.of("oci://a.example.org/" + (word.equals("twin") ? "app" : word));
  }

  static Optional<OrganizationId> noTenant() {
    return Optional.empty();
  }
}
