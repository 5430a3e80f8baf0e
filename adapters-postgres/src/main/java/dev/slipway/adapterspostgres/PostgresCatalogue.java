package dev.slipway.adapterspostgres;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import dev.slipway.ports.driven.catalogue.Catalogue;
import dev.slipway.ports.driven.catalogue.CatalogueQuery;
import dev.slipway.ports.driven.catalogue.ProviderView;
import dev.slipway.ports.driven.catalogue.PublishingScene;
import dev.slipway.ports.driven.catalogue.RuntimeVersions;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.Optional;

/** Providers, their versions and runtime versions, read. */
final class PostgresCatalogue implements Catalogue, RuntimeVersions {

  private final Database database;

  PostgresCatalogue(Database database) {
    this.database = database;
  }

  @Override
  public Optional<ProviderView> provider(ProviderName name) {
    return database
        .find(
            "reading provider " + name,
            CatalogueStatement.PROVIDER,
            Given.of(name.canonical()),
            Rows::providerView)
        .flatMap(view -> view);
  }

  @Override
  public Page<ProviderView> providers(CatalogueQuery query) {
    var paging = query.paging();
    var insider = query.insider().map(OrganizationId::value).orElse(null);
    var behind = Rows.behind(paging);
    var limit = (long) paging.limit();
    var skipped = Rows.skipped(paging);
    boolean all = query.text().isEmpty() && query.tags().isEmpty();
    var rows =
        all
            ? database.read(
                "listing providers",
                query.ownOnly() ? CatalogueStatement.OWN_PROVIDERS : CatalogueStatement.PROVIDERS,
                Given.of(insider, behind, limit, skipped))
            : database.read(
                "searching providers",
                query.text().isEmpty()
                    ? CatalogueStatement.PROVIDERS_BY_TAGS
                    : CatalogueStatement.PROVIDERS_BY_TEXT,
                Given.of(
                    insider,
                    behind,
                    limit,
                    skipped,
                    pattern(query.text()),
                    Given.texts(query.tags()),
                    query.ownOnly()));
    return Rows.page(rows, Rows::providerView);
  }

  /** What holds a text anywhere, with nothing in it that has a meaning in patterns. */
  private static String pattern(String text) {
    var folded = CatalogueQuery.folded(text);
    return "%" + folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  @Override
  public Optional<Versioned<ProviderVersion>> version(VersionId id) {
    return database
        .find(
            "reading version " + id,
            CatalogueStatement.VERSION,
            Given.of(
                id.provider().canonical(),
                Given.bytes(id.version().sortKey()),
                id.version().text()),
            row -> Rows.version(row, ""))
        .flatMap(version -> version);
  }

  @Override
  public Page<ProviderVersion> versions(
      ProviderName provider, boolean publishedOnly, Paging paging) {
    var rows =
        database.read(
            "listing the versions of provider " + provider,
            publishedOnly ? CatalogueStatement.PUBLISHED_VERSIONS : CatalogueStatement.VERSIONS,
            Given.of(
                provider.canonical(),
                Rows.below(paging),
                (long) paging.limit(),
                Rows.skipped(paging)));
    return Rows.page(rows, row -> Rows.version(row, "").map(Versioned::value));
  }

  @Override
  public PublishingScene publishing(VersionId id) {
    return database.one(
        "reading what publishing " + id + " looks at",
        CatalogueStatement.PUBLISHING,
        Given.of(id.provider().canonical(), Given.bytes(id.version().sortKey())),
        row ->
            new PublishingScene(
                Rows.provider(row), Rows.version(row, "v_"), Rows.runtimeVersion(row, "r_")));
  }

  @Override
  public Optional<ProviderVersion.Published> automaticTarget(
      ProviderName provider, SemVer installed, VersionRange range) {
    var spans = range.spans();
    return database
        .find(
            "reading the automatic target of provider " + provider + " behind " + installed,
            CatalogueStatement.AUTOMATIC_TARGET,
            Given.of(
                provider.canonical(),
                Given.bytes(installed.sortKey()),
                spans.stream().map(span -> Given.bytes(span.from())).toArray(Buffer[]::new),
                spans.stream()
                    .map(span -> span.below().map(Given::bytes).orElseGet(Rows::aboveAll))
                    .toArray(Buffer[]::new)),
            row -> Rows.version(row, ""))
        .flatMap(version -> version)
        .map(Versioned::value)
        .filter(ProviderVersion.Published.class::isInstance)
        .map(ProviderVersion.Published.class::cast);
  }

  @Override
  public Optional<RuntimeVersion> latest() {
    return database
        .find(
            "reading the latest runtime version",
            CatalogueStatement.LATEST_RUNTIME_VERSION,
            Given.of(),
            row -> Rows.runtimeVersion(row, "r_"))
        .flatMap(version -> version);
  }

  @Override
  public Optional<RuntimeVersion> ofPrecedence(SemVer version) {
    return database
        .find(
            "reading runtime version " + version,
            CatalogueStatement.RUNTIME_VERSION,
            Given.of(Given.bytes(version.sortKey())),
            PostgresCatalogue::runtimeVersion)
        .flatMap(found -> found);
  }

  @Override
  public Page<RuntimeVersion> page(Paging paging) {
    return Rows.page(
        database.read(
            "listing runtime versions",
            CatalogueStatement.RUNTIME_VERSIONS,
            Given.of(Rows.below(paging), (long) paging.limit(), Rows.skipped(paging))),
        PostgresCatalogue::runtimeVersion);
  }

  private static Optional<RuntimeVersion> runtimeVersion(Row row) {
    return Rows.runtimeVersion(row, "");
  }
}
