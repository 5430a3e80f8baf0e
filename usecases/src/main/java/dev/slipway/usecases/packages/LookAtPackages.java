package dev.slipway.usecases.packages;

import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.packages.Cluster;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.driven.packages.Packages;
import dev.slipway.ports.driving.packages.ReadPackages;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps {@link ReadPackages}. Thread-safe. */
public final class LookAtPackages implements ReadPackages {

  private final Packages packages;

  @Inject
  public LookAtPackages(Packages packages) {
    this.packages = packages;
  }

  @Override
  public Reading<Stretch<RegisteredPackage>> list(Caller.Member member, NewestFirst part) {
    return reading(
        member,
        Permission.listPackages(),
        () -> Optional.of(packages.page(member.organization().id(), part)));
  }

  @Override
  public Reading<RegisteredPackage> find(Caller.Member member, String packageId) {
    return reading(
        member,
        Permission.readPackage(packageId),
        () -> PublishVersion.key(member, packageId).flatMap(packages::find));
  }

  @Override
  public Reading<Stretch<PackageVersion>> versions(
      Caller.Member member, String packageId, NewestFirst part) {
    return reading(
        member,
        Permission.listVersions(packageId),
        () -> PublishVersion.key(member, packageId).flatMap(key -> packages.versions(key, part)));
  }

  @Override
  public Reading<PackageVersion> version(Caller.Member member, String packageId, String versionId) {
    return reading(
        member, Permission.readVersion(packageId), () -> stored(member, packageId, versionId));
  }

  @Override
  public Reading<JsonObject> inputs(Caller.Member member, String packageId, String versionId) {
    return reading(
        member,
        Permission.readInputs(packageId),
        () -> stored(member, packageId, versionId).map(PackageVersion::inputSchema));
  }

  @Override
  public CompatibilityAnswer checkCompatibility(
      Caller.Member member, String packageId, String versionId, Json body) {
    var needed = Permission.checkCompatibility(packageId);
    if (!needed.heldBy(member)) {
      return new CompatibilityAnswer.Forbidden(needed);
    }
    var version = stored(member, packageId, versionId);
    if (version.isEmpty()) {
      return new CompatibilityAnswer.NotFound();
    }
    return switch (Cluster.read(body)) {
      case Read.Invalid<Cluster>(var findings) -> new CompatibilityAnswer.Invalid(findings);
      case Read.Valid<Cluster>(var cluster) ->
          new CompatibilityAnswer.Judged(
              version
                  .get()
                  .compatibility()
                  .map(compatibility -> compatibility.judge(cluster))
                  .orElse(List.of()));
    };
  }

  private Optional<PackageVersion> stored(
      Caller.Member member, String packageId, String versionId) {
    return PackageVersionId.parse(versionId) instanceof Parsed.Valid<PackageVersionId>(var id)
        ? PublishVersion.key(member, packageId).flatMap(key -> packages.version(key, id))
        : Optional.empty();
  }

  private static <T> Reading<T> reading(
      Caller.Member member, Permission needed, Supplier<Optional<T>> look) {
    if (!needed.heldBy(member)) {
      return new Reading.Forbidden<>(needed);
    }
    return look.get().<Reading<T>>map(Reading.Found::new).orElseGet(Reading.NotFound::new);
  }
}
