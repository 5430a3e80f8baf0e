package dev.slipway.adapterspostgres;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.packages.Packages;
import dev.slipway.ports.driven.packages.VersionScene;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Optional;

/** Packages and their versions, read. */
final class PostgresPackages implements Packages {

  private final Database database;

  PostgresPackages(Database database) {
    this.database = database;
  }

  @Override
  public Optional<RegisteredPackage> find(PackageKey key) {
    return database.find(
        "reading package " + key,
        PackageStatement.PACKAGE,
        Given.of(key.organization().value(), key.id().value()),
        Rows::registeredPackage);
  }

  @Override
  public Optional<RegisteredPackage> ofRepository(
      OrganizationId organization, OciRepository repository) {
    return database.find(
        "reading the package of " + repository + " in organization " + organization,
        PackageStatement.PACKAGE_OF_REPOSITORY,
        Given.of(organization.value(), repository.text()),
        Rows::registeredPackage);
  }

  @Override
  public Stretch<RegisteredPackage> page(OrganizationId organization, NewestFirst part) {
    return Rows.stretch(
        part,
        database.list(
            "reading packages of organization " + organization,
            PackageStatement.PACKAGES,
            Given.stretch(part, organization.value()),
            Rows::registeredPackage));
  }

  @Override
  public Optional<VersionScene> scene(PackageKey key, SemVer semver) {
    return database.find(
        "reading package " + key + " and its version " + semver,
        PackageStatement.PACKAGE_WITH_VERSION,
        Given.of(key.organization().value(), key.id().value(), Given.bytes(semver.sortKey())),
        row -> new VersionScene(Rows.registeredPackage(row), Rows.packageVersion(row)));
  }

  @Override
  public Optional<PackageVersion> version(PackageKey key, PackageVersionId id) {
    return database
        .find(
            "reading version " + id + " of package " + key,
            PackageStatement.VERSION,
            Given.of(key.organization().value(), key.id().value(), id.value()),
            Rows::packageVersion)
        .flatMap(found -> found);
  }

  @Override
  public Optional<Stretch<PackageVersion>> versions(PackageKey key, NewestFirst part) {
    var given =
        Given.behind(Given.of(key.organization().value(), key.id().value()), part)
            .addLong((long) part.limit())
            .addLong(MAX_SCHEMA_BYTES);
    var rows =
        database.read("reading versions of package " + key, PackageStatement.VERSIONS, given);
    return rows.size() == 0 ? Optional.empty() : Optional.of(stretch(rows));
  }

  /** What lies behind the part comes without its schema. */
  private static Stretch<PackageVersion> stretch(RowSet<Row> rows) {
    var items = new ArrayList<PackageVersion>();
    boolean more = false;
    for (Row row : rows) {
      Rows.packageVersion(row).ifPresent(items::add);
      more |= Rows.text(row, "v_id").isPresent() && Rows.text(row, "v_input_schema").isEmpty();
    }
    return new Stretch<>(items, more);
  }
}
