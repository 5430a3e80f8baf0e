package dev.slipway.benchmarks.database;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.domain.version.SemVer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fills a database with what a server wrote once: rows are multiplied inside the database, so that
 * nobody here knows how a document looks, and a million of them take a minute.
 *
 * <ul>
 *   <li>Providers {@code bench/p1…} of {@value #VERSIONS} versions each, as many versions as rows.
 *   <li>Providers {@code bench/i1…} of one version, for what is changed while it is measured.
 *   <li>Tenants {@code tenant1…} of {@value #INSTALLATIONS} installations each, as many
 *       installations as rows, and as many registrations {@code reg_b1…}.
 * </ul>
 *
 * @param database with the templates in it
 * @param templates which row is multiplied
 */
public record Seeding(PostgresSettings database, Templates templates) {

  /** Versions of a provider. */
  public static final int VERSIONS = 50;

  /** Installations of a tenant. */
  public static final int INSTALLATIONS = 20;

  /** Providers for changes. */
  public static final int CHANGING = 8_000;

  /**
   * Rows that a server wrote.
   *
   * @param provider a provider with the version 1.0.0
   * @param tenant who has installed it
   * @param registration a registration
   */
  public record Templates(String provider, String tenant, String registration) {}

  /** How many providers have many versions. */
  public static int providers(int rows) {
    return Math.max(INSTALLATIONS, rows / VERSIONS);
  }

  /** How many tenants have installations. */
  public static int tenants(int rows) {
    return rows / INSTALLATIONS;
  }

  /** Multiplies the templates, and lets the database look at what it holds. */
  public void fill(int rows) {
    Postgres.execute(
        database,
        providers("bench/p", providers(rows), VERSIONS),
        versions("bench/p", providers(rows), VERSIONS),
        providers("bench/i", CHANGING, 1),
        versions("bench/i", CHANGING, 1),
        """
        INSERT INTO slipway.organizations (id, slug, revision, name, created_at)
          SELECT 'tenant' || g, 'tenant' || g, 1, 'tenant' || g, now()
            FROM generate_series(1, %d) g
          ON CONFLICT DO NOTHING
        """
            .formatted(tenants(rows)),
        """
        INSERT INTO slipway.installations
            (organization, provider, revision, incarnation, registration, automatic,
             registration_due_at, document)
          SELECT 'tenant' || o, 'bench/p' || p, 1, 'ins_b' || (o - 1) * %2$d + p, NULL, false, NULL,
              t.document
            FROM generate_series(1, %1$d) o, generate_series(1, %2$d) p, slipway.installations t
            WHERE t.organization = '%3$s' AND t.provider = '%4$s'
        """
            .formatted(tenants(rows), INSTALLATIONS, templates.tenant(), templates.provider()),
        // Heard in the future, so that no sweep judges them while something is measured.
        """
        INSERT INTO slipway.registrations
            (id, organization, provider, incarnation, instance, revision, pointed, healthy,
             heard_minute, heard_at, document)
          SELECT 'reg_b' || (o - 1) * %2$d + p, 'tenant' || o, 'bench/p' || p,
              'ins_b' || (o - 1) * %2$d + p, 'instance', 1, true, true,
              t.heard_minute + 100000, t.heard_at + interval '100000 minutes', t.document
            FROM generate_series(1, %1$d) o, generate_series(1, %2$d) p, slipway.registrations t
            WHERE t.id = '%3$s'
        """
            .formatted(tenants(rows), INSTALLATIONS, templates.registration()),
        "VACUUM ANALYZE",
        "CHECKPOINT");
  }

  private String providers(String prefix, int many, int versions) {
    return """
    INSERT INTO slipway.providers
        (canonical, owner, deleted, edition, revision, published, existing, installed,
         display_folded, description_folded, tags, document)
      SELECT '%s' || g, t.owner, false, t.edition, 1, %d, 0, 0, t.display_folded,
          t.description_folded, t.tags, t.document
        FROM generate_series(1, %d) g, slipway.providers t
        WHERE t.canonical = '%s'
    """
        .formatted(prefix, versions, many, templates.provider());
  }

  private String versions(String prefix, int many, int versions) {
    var keys =
        IntStream.range(0, versions)
            .mapToObj(i -> SemVer.of("1.0." + i))
            .map(v -> "(decode('%s', 'hex'), '%s')".formatted(v.sortKey().hex(), v.text()))
            .collect(Collectors.joining(", "));
    return """
    INSERT INTO slipway.provider_versions
        (provider, version_key, version, pre_release, edition, published, revision, document)
      SELECT '%s' || g, v.key, v.text, false, t.edition, true, 1, t.document
        FROM generate_series(1, %d) g, (VALUES %s) v (key, text), slipway.provider_versions t
        WHERE t.provider = '%s' AND t.version = '1.0.0'
    """
        .formatted(prefix, many, keys, templates.provider());
  }

  /** Removes messages that nobody delivers, left by a program that wrote without a server. */
  public void forgetMessages() {
    Postgres.execute(database, "TRUNCATE slipway.heads, slipway.backlog");
  }
}
