package dev.slipway.usecases.installform;

import dev.slipway.domain.form.Read;
import dev.slipway.domain.installform.FilledIn;
import dev.slipway.domain.installform.FormComparison;
import dev.slipway.domain.installform.FormPlan;
import dev.slipway.domain.installform.FormSchema;
import dev.slipway.domain.installform.InstallForm;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.driving.packages.ReadPackageForms;
import dev.slipway.ports.driving.packages.ReadPackages;
import dev.slipway.ports.driving.packages.ReadPackages.Reading;
import jakarta.inject.Inject;

/** Keeps {@link ReadPackageForms}. Thread-safe. */
public final class PackageForms implements ReadPackageForms {

  private final ReadPackages packages;
  private final StoredSchemas schemas;

  @Inject
  public PackageForms(ReadPackages packages, StoredSchemas schemas) {
    this.packages = packages;
    this.schemas = schemas;
  }

  @Override
  public Reading<FormPlan> form(Caller.Member member, String packageId, String versionId) {
    return switch (version(member, packageId, versionId)) {
      case Reading.Found<PackageVersion>(var version) ->
          new Reading.Found<>(InstallForm.plan(schema(version)));
      case Reading.NotFound<PackageVersion> none -> new Reading.NotFound<>();
      case Reading.Forbidden<PackageVersion>(var missing) -> new Reading.Forbidden<>(missing);
    };
  }

  @Override
  public Validation validate(Caller.Member member, String packageId, String versionId, Json body) {
    return switch (version(member, packageId, versionId)) {
      case Reading.Found<PackageVersion>(var version) -> judge(version, body);
      case Reading.NotFound<PackageVersion> none -> new Validation.NotFound();
      case Reading.Forbidden<PackageVersion>(var missing) -> new Validation.Forbidden(missing);
    };
  }

  private Validation judge(PackageVersion version, Json body) {
    return switch (FilledIn.read(body)) {
      case Read.Invalid<FilledIn>(var findings) -> new Validation.Invalid(findings);
      case Read.Valid<FilledIn>(var filled) ->
          switch (InstallForm.resolve(schema(version), filled.values())) {
            case InstallForm.Outcome.Resolved(var resolution) ->
                new Validation.Judged(resolution, filled.withForm());
            case InstallForm.Outcome.TooCostly costly -> new Validation.TooCostly();
          };
    };
  }

  @Override
  public Reading<Compared> compare(Caller.Member member, String packageId, String from, String to) {
    return switch (version(member, packageId, from)) {
      case Reading.Found<PackageVersion>(var before) ->
          switch (version(member, packageId, to)) {
            case Reading.Found<PackageVersion>(var after) ->
                new Reading.Found<>(new Compared(before, after, comparison(before, after)));
            case Reading.NotFound<PackageVersion> none -> new Reading.NotFound<>();
            case Reading.Forbidden<PackageVersion>(var missing) -> new Reading.Forbidden<>(missing);
          };
      case Reading.NotFound<PackageVersion> none -> new Reading.NotFound<>();
      case Reading.Forbidden<PackageVersion>(var missing) -> new Reading.Forbidden<>(missing);
    };
  }

  private FormComparison comparison(PackageVersion before, PackageVersion after) {
    return FormComparison.of(before.semver(), schema(before), after.semver(), schema(after));
  }

  /** The version, for whoever may see or try what it asks for. */
  private Reading<PackageVersion> version(
      Caller.Member member, String packageId, String versionId) {
    var needed = Permission.readInputs(packageId);
    return needed.heldBy(member)
        ? packages.version(member, packageId, versionId)
        : new Reading.Forbidden<>(needed);
  }

  private FormSchema schema(PackageVersion version) {
    return schemas.compile(version.inputSchema(), "version " + version.id().value());
  }
}
