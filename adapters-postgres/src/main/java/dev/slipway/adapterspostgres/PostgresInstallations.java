package dev.slipway.adapterspostgres;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Reach;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.installation.InstallationScene;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.Installations;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Installations, read. */
final class PostgresInstallations implements Installations {

  private final Database database;
  private final ConfigCipher cipher;

  PostgresInstallations(Database database, ConfigCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  private Optional<InstallationView> view(Row row) {
    return Rows.installationView(row, cipher);
  }

  @Override
  public Optional<InstallationView> find(InstallationId id) {
    return database
        .find(
            "reading installation " + id,
            InstallationStatement.INSTALLATION,
            Given.of(id.organization().value(), id.provider().canonical()),
            this::view)
        .flatMap(view -> view);
  }

  @Override
  public InstallationScene scene(InstallationId id, VersionChoice choice) {
    boolean latest = choice instanceof VersionChoice.Latest;
    @Nullable SemVer exact = choice instanceof VersionChoice.Exact(var version) ? version : null;
    @Nullable Buffer key = exact == null ? null : Given.bytes(exact.sortKey());
    return database.one(
        "reading what a decision about installation " + id + " looks at",
        InstallationStatement.SCENE,
        Given.of(
            id.organization().value(),
            id.provider().canonical(),
            latest,
            key,
            exact == null ? null : exact.text()),
        row ->
            new InstallationScene(
                Rows.provider(row),
                Rows.version(row, "v_").map(Versioned::value),
                Rows.latest(row),
                view(row)));
  }

  @Override
  public Page<InstallationView> page(OrganizationId organization, Reach reach, Paging paging) {
    var values =
        Given.of(
            organization.value(), Rows.behind(paging), (long) paging.limit(), Rows.skipped(paging));
    return Rows.page(
        reach.isEverything()
            ? database.read(
                "listing the installations of organization " + organization,
                InstallationStatement.INSTALLATIONS_OF_TENANT,
                values)
            : database.read(
                "listing some installations of organization " + organization,
                InstallationStatement.INSTALLATIONS_IN_REACH,
                values.addArrayOfString(patterns(reach))),
        this::view);
  }

  /** Names hold neither wildcards nor more than one slash. */
  private static String[] patterns(Reach reach) {
    return reach.parts().stream()
        .map(part -> part.prefix().orElse("%") + "/" + part.name().orElse("%"))
        .toArray(String[]::new);
  }

  @Override
  public List<InstallationId> overdue(Instant now, int limit) {
    return database.list(
        "looking for overdue installations",
        InstallationStatement.OVERDUE_INSTALLATIONS,
        Given.of(Given.time(now), (long) limit),
        row -> Rows.installationId(row, ""));
  }

  @Override
  public List<InstallationId> automatic(ProviderName provider, String after, int limit) {
    return database.list(
        "looking for automatic installations of provider " + provider,
        InstallationStatement.AUTOMATIC_INSTALLATIONS,
        Given.of(provider.canonical(), after, (long) limit),
        row -> Rows.installationId(row, ""));
  }

  @Override
  public List<Versioned<Installation>> all(Optional<InstallationId> after, int limit) {
    return database
        .list(
            "listing all installations",
            InstallationStatement.ALL_INSTALLATIONS,
            Given.of(
                after.map(id -> id.organization().value()).orElse(""),
                after.map(id -> id.provider().canonical()).orElse(""),
                (long) limit),
            row -> Rows.installation(row, cipher))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }
}
