package dev.slipway.adapterspostgres;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.PackageId;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.packages.RegisteredPackage.LatestVersion;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.catalogue.ProviderView;
import dev.slipway.ports.driven.commit.Revision;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import dev.slipway.ports.paging.Stretch;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of rows. What a statement joins has a prefix of its own, and is absent where it
 * found nothing.
 */
final class Rows {

  /** Above every version's key, which begins with the number of a number's digits. */
  private static final Buffer ABOVE_ALL = Buffer.buffer(new byte[] {(byte) 0xff});

  /** Below every version's key. */
  private static final Buffer BELOW_ALL = Buffer.buffer(new byte[0]);

  private Rows() {}

  /** A column that may be null. */
  static @Nullable String textOrNull(Row row, String column) {
    return row.getString(column);
  }

  static Optional<String> text(Row row, String column) {
    return Optional.ofNullable(textOrNull(row, column));
  }

  static Instant time(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  static Optional<Instant> timeIfAny(Row row, String column) {
    return Optional.ofNullable(timeOrNull(row, column)).map(OffsetDateTime::toInstant);
  }

  private static @Nullable OffsetDateTime timeOrNull(Row row, String column) {
    return row.getOffsetDateTime(column);
  }

  static Revision revision(Row row, String column) {
    return new Revision(row.getLong(column));
  }

  // Providers, prefix p_.

  static Optional<Versioned<Provider>> provider(Row row) {
    return text(row, "p_canonical")
        .map(
            canonical ->
                new Versioned<>(
                    ProviderDocument.read(
                        ProviderName.of(canonical),
                        row.getBoolean("p_deleted"),
                        row.getInteger("p_edition"),
                        row.getString("p_document")),
                    revision(row, "p_revision")));
  }

  static Optional<SemVer> latest(Row row) {
    return text(row, "latest").map(SemVer::of);
  }

  static Optional<ProviderView> providerView(Row row) {
    return provider(row)
        .flatMap(
            entry ->
                entry.value() instanceof Provider.Registered registered
                    ? Optional.of(
                        new ProviderView(
                            new Versioned<>(registered, entry.revision()),
                            row.getLong("p_published"),
                            row.getLong("p_existing"),
                            row.getLong("p_installed"),
                            latest(row)))
                    : Optional.empty());
  }

  // Versions, with whatever prefix.

  static Optional<Versioned<ProviderVersion>> version(Row row, String prefix) {
    return text(row, prefix + "document")
        .map(
            document ->
                new Versioned<>(
                    VersionDocument.read(
                        new VersionId(
                            ProviderName.of(row.getString(prefix + "provider")),
                            SemVer.of(row.getString(prefix + "version"))),
                        row.getInteger(prefix + "edition"),
                        document),
                    revision(row, prefix + "revision")));
  }

  static Optional<RuntimeVersion> runtimeVersion(Row row, String prefix) {
    return text(row, prefix + "version")
        .map(
            version ->
                new RuntimeVersion(
                    SemVer.of(version),
                    row.getString(prefix + "image_url"),
                    text(row, prefix + "changelog"),
                    time(row, prefix + "released_at")));
  }

  // Packages, without a prefix; their versions, prefix v_.

  static RegisteredPackage registeredPackage(Row row) {
    var key =
        new PackageKey(
            new OrganizationId(row.getString("organization")), new PackageId(row.getString("id")));
    return PackageDocument.read(
        key,
        text(row, "repository").map(OciRepository::of),
        new LatestVersion(
            new PackageVersionId(row.getString("latest_id")),
            SemVer.of(row.getString("latest_version"))),
        new Etag(row.getLong("etag")),
        time(row, "created_at"),
        row.getString("document"));
  }

  /** Absent also where a version is there and its schema is not. */
  static Optional<PackageVersion> packageVersion(Row row) {
    return text(row, "v_input_schema")
        .map(
            schema ->
                PackageVersionDocument.read(
                    new PackageVersionId(row.getString("v_id")),
                    new PackageKey(
                        new OrganizationId(row.getString("v_organization")),
                        new PackageId(row.getString("v_package"))),
                    SemVer.of(row.getString("v_version")),
                    time(row, "v_created_at"),
                    row.getString("v_document"),
                    schema));
  }

  // Installations, prefix i_ or none; registrations, with whatever prefix.

  static InstallationId installationId(Row row, String prefix) {
    return new InstallationId(
        new OrganizationId(row.getString(prefix + "organization")),
        ProviderName.of(row.getString(prefix + "provider")));
  }

  static Optional<InstallationView> installationView(Row row, ConfigCipher cipher) {
    return installation(row, cipher)
        .map(
            installation ->
                new InstallationView(installation, registration(row, "r_"), latest(row)));
  }

  static Optional<Versioned<Installation>> installation(Row row, ConfigCipher cipher) {
    return text(row, "i_document")
        .map(
            document ->
                new Versioned<>(
                    InstallationDocument.read(installationId(row, "i_"), document, cipher),
                    revision(row, "i_revision")));
  }

  static Optional<Versioned<Registration>> registration(Row row, String prefix) {
    return text(row, prefix + "id")
        .map(
            id ->
                new Versioned<>(
                    RegistrationDocument.read(
                        new RegistrationId(id),
                        installationId(row, prefix),
                        row.getString(prefix + "document")),
                    revision(row, prefix + "revision")));
  }

  // Pages: every row has the total, and one row comes also when the page is empty.

  static <T> Page<T> page(RowSet<Row> rows, Function<Row, Optional<T>> item) {
    var items = new ArrayList<T>();
    long total = 0;
    for (Row row : rows) {
      total = row.getLong("total");
      item.apply(row).ifPresent(items::add);
    }
    return new Page<>(items, total);
  }

  /** A part of a list, of which one entry more was read if there is one. */
  static <T> Stretch<T> stretch(NewestFirst part, List<T> read) {
    boolean more = read.size() > part.limit();
    return new Stretch<>(more ? read.subList(0, part.limit()) : read, more);
  }

  /** Behind which text a page begins; empty text is before all. */
  static String behind(Paging paging) {
    return switch (paging.start()) {
      case Paging.Offset offset -> "";
      case Paging.After after -> after.key();
    };
  }

  /** Below which key a page of versions begins; nothing is behind what is no version. */
  static Buffer below(Paging paging) {
    return switch (paging.start()) {
      case Paging.Offset offset -> ABOVE_ALL;
      case Paging.After after ->
          SemVer.parse(after.key()) instanceof Parsed.Valid<SemVer>(var version)
              ? Given.bytes(version.sortKey())
              : BELOW_ALL;
    };
  }

  /** Above the key of every version. */
  static Buffer aboveAll() {
    return ABOVE_ALL;
  }

  static long skipped(Paging paging) {
    return switch (paging.start()) {
      case Paging.Offset offset -> offset.offset();
      case Paging.After after -> 0;
    };
  }
}
