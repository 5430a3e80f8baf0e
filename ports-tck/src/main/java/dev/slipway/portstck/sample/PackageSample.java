package dev.slipway.portstck.sample;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.PackageId;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.packages.RegisteredPackage.LatestVersion;
import dev.slipway.domain.packages.Source;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.commit.Change;
import java.time.Instant;
import java.util.Optional;

/** Builds a package, and its first version. Belongs to one thread. */
public final class PackageSample {

  private final PackageKey key;
  private Source source;
  private String name;
  private Optional<String> description = Optional.of("Keeps what it is given");
  private Instant createdAt = Samples.NOON;
  private String firstVersion = "1.0.0";

  PackageSample(String organization, String id) {
    this.key = new PackageKey(new OrganizationId(organization), new PackageId("pkg_" + id));
    this.source = new Source.Oci(OciRepository.of("oci://registry.example.org/" + id));
    this.name = "Package " + id;
  }

  /** Where it is. */
  public PackageSample in(Source source) {
    this.source = source;
    return this;
  }

  /** What people call it. */
  public PackageSample named(String name) {
    this.name = name;
    return this;
  }

  /** What it is; empty for nothing said. */
  public PackageSample describedAs(Optional<String> description) {
    this.description = description;
    return this;
  }

  /** When it was imported. */
  public PackageSample importedAt(Instant at) {
    this.createdAt = at;
    return this;
  }

  /** With which version it begins. */
  public PackageSample startingWith(String version) {
    this.firstVersion = version;
    return this;
  }

  /** Names it. */
  public PackageKey key() {
    return key;
  }

  /** Its first version. */
  public PackageVersion first() {
    return Samples.aPackageVersion(key, firstVersion).madeAt(createdAt).version();
  }

  /** The package, as it begins. */
  public RegisteredPackage registered() {
    var first = first();
    return new RegisteredPackage(
        key,
        name,
        description,
        description.map(text -> "https://images.example.org/" + key.id() + ".svg"),
        source,
        new LatestVersion(first.id(), first.semver()),
        Etag.FIRST,
        createdAt);
  }

  /** What makes it. */
  public Change.CreatePackage created() {
    return new Change.CreatePackage(registered(), first());
  }
}
