package dev.slipway.adapterspostgres;

/** Providers, their versions, and runtime versions. */
enum CatalogueStatement implements Statement {
  PROVIDER(
      "SELECT "
          + Fragments.PROVIDER
          + ", "
          + Fragments.LATEST
          + " FROM slipway.providers p WHERE p.canonical = $1 AND NOT p.deleted"),

  /**
   * What everybody sees and what only its owner sees ($1) are two indexes, each read no further
   * than the page goes: behind $2, at most $3, skipping $4.
   */
  PROVIDERS(
      """
      WITH page AS (
        (SELECT canonical FROM slipway.providers
          WHERE listed AND canonical > $2
          ORDER BY canonical LIMIT $3::bigint + $4::bigint)
        UNION ALL
        (SELECT canonical FROM slipway.providers
          WHERE owner = $1 AND NOT deleted AND NOT listed AND canonical > $2
          ORDER BY canonical LIMIT $3::bigint + $4::bigint)
        ORDER BY canonical LIMIT $3::bigint OFFSET $4::bigint),
      whole AS (
        SELECT (SELECT coalesce(sum(n), 0)::bigint FROM slipway.totals WHERE name = 'listed')
          + (SELECT count(*) FROM slipway.providers
              WHERE owner = $1 AND NOT deleted AND NOT listed) AS total)
      """
          + Fragments.PROVIDER_PAGE),

  /** An owner's own ($1): behind $2, at most $3, skipping $4. */
  OWN_PROVIDERS(
      """
      WITH page AS (
        SELECT canonical FROM slipway.providers
          WHERE owner = $1 AND NOT deleted AND canonical > $2
          ORDER BY canonical LIMIT $3::bigint OFFSET $4::bigint),
      whole AS (
        SELECT count(*) AS total FROM slipway.providers WHERE owner = $1 AND NOT deleted)
      """
          + Fragments.PROVIDER_PAGE),

  /**
   * Those that hold a text ($5, a pattern) and tags ($6), of what somebody sees ($1; $7: only its
   * own). The index of tags is kept out of it: it would have nothing to say about no tags.
   */
  PROVIDERS_BY_TEXT(
      """
      WITH found AS MATERIALIZED (
        SELECT canonical FROM slipway.providers
          WHERE (canonical LIKE $5 OR display_folded LIKE $5 OR description_folded LIKE $5)
            AND (tags @> $6::text[]) IS TRUE
      """
          + Fragments.VISIBLE
          + Fragments.FOUND_PAGE),

  /** Those that have tags ($6), of what somebody sees ($1; $7: only its own); $5 is not used. */
  PROVIDERS_BY_TAGS(
      """
      WITH found AS MATERIALIZED (
        SELECT canonical FROM slipway.providers
          WHERE tags @> $6::text[] AND $5::text IS NOT NULL
      """
          + Fragments.VISIBLE
          + Fragments.FOUND_PAGE),

  ADD_PROVIDER(
      """
      INSERT INTO slipway.providers
        (canonical, owner, deleted, edition, revision, published, existing, installed,
         display_folded, description_folded, tags, document)
      VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11)
      """),

  /** The counters of a higher edition begin anew, then all are moved. */
  CHANGE_PROVIDER(
      """
      WITH moved AS (
        UPDATE slipway.providers
          SET owner = $2, deleted = $3, edition = $4, revision = revision + 1,
            published = CASE WHEN $4 > edition THEN 0 ELSE published END + $5,
            existing = existing + $6, installed = installed + $7,
            display_folded = $8, description_folded = $9, tags = $10, document = $11
          WHERE canonical = $1 AND revision = $12
            AND CASE WHEN $3 AND existing > 0
              THEN slipway.lose('SL004', existing::text) = 0 ELSE true END
          RETURNING 1)
      """
          + Losing.UNLESS_MOVED),

  COUNT_PROVIDER(
      """
      WITH counted AS (
        UPDATE slipway.providers
          SET published = published + $2, existing = existing + $3, installed = installed + $4
          WHERE canonical = $1 AND NOT (deleted AND $3 > 0)
          RETURNING 1)
      """
          + Losing.unless("counted", Refusals.PROVIDER_GONE)),

  /** Both of them in one: the counters are moved if the entry is as it was read ($5). */
  COUNT_REQUIRED_PROVIDER(
      """
      WITH counted AS (
        UPDATE slipway.providers
          SET published = published + $2, existing = existing + $3, installed = installed + $4
          WHERE canonical = $1 AND NOT (deleted AND $3 > 0) AND revision = $5
          RETURNING 1)
      SELECT CASE WHEN EXISTS (SELECT FROM counted) THEN 0
        ELSE slipway.lose(
          CASE WHEN EXISTS (
              SELECT FROM slipway.providers WHERE canonical = $1 AND NOT (deleted AND $3 > 0))
            THEN '%s' ELSE '%s' END, '') END
      """
          .formatted(Refusals.MOVED, Refusals.PROVIDER_GONE)),

  REQUIRE_PROVIDER(
      """
      WITH held AS (
        SELECT 1 FROM slipway.providers WHERE canonical = $1 AND revision = $2 FOR SHARE)
      """
          + Losing.unless("held", Refusals.MOVED)),

  /** A commit expects of one provider what cannot be. */
  LOSE("SELECT slipway.lose($1, '')"),

  VERSION(
      """
      SELECT v.revision, v.document, v.edition, v.version, v.provider
      FROM slipway.provider_versions v
        JOIN slipway.providers p ON p.canonical = v.provider AND p.edition = v.edition
      WHERE v.provider = $1 AND v.version_key = $2 AND v.version = $3
      """),

  /** Versions below a key ($2), at most $3, skipping $4. */
  VERSIONS(
      """
      SELECT whole.total, page.*
      FROM (SELECT coalesce((
          SELECT t.versions
            FROM slipway.providers p
              JOIN slipway.version_totals t ON t.provider = p.canonical AND t.edition = p.edition
            WHERE p.canonical = $1), 0) AS total) whole
        LEFT JOIN LATERAL (
          SELECT v.revision, v.document, v.edition, v.version, v.provider, v.version_key
            FROM slipway.provider_versions v
            WHERE v.provider = $1
              AND v.edition = (SELECT p.edition FROM slipway.providers p WHERE p.canonical = $1)
              AND v.version_key < $2
            ORDER BY v.version_key DESC LIMIT $3::bigint OFFSET $4::bigint) page ON true
      ORDER BY page.version_key DESC
      """),

  /** Published versions below a key ($2), at most $3, skipping $4. */
  PUBLISHED_VERSIONS(
      """
      SELECT whole.total, page.*
      FROM (SELECT coalesce((
          SELECT t.published
            FROM slipway.providers p
              JOIN slipway.version_totals t ON t.provider = p.canonical AND t.edition = p.edition
            WHERE p.canonical = $1), 0) AS total) whole
        LEFT JOIN LATERAL (
          SELECT v.revision, v.document, v.edition, v.version, v.provider, v.version_key
            FROM slipway.provider_versions v
            WHERE v.provider = $1 AND v.published
              AND v.edition = (SELECT p.edition FROM slipway.providers p WHERE p.canonical = $1)
              AND v.version_key < $2
            ORDER BY v.version_key DESC LIMIT $3::bigint OFFSET $4::bigint) page ON true
      ORDER BY page.version_key DESC
      """),

  PUBLISHING(
      "SELECT "
          + Fragments.PROVIDER
          + """
          , v.revision AS v_revision, v.document AS v_document, v.edition AS v_edition,
            v.version AS v_version, $1::text AS v_provider, r.*
          FROM (VALUES (1)) one
            LEFT JOIN slipway.providers p ON p.canonical = $1
            LEFT JOIN slipway.provider_versions v ON v.provider = $1 AND v.version_key = $2
            LEFT JOIN LATERAL (
          """
          + Fragments.LATEST_RUNTIME
          + ") r ON true"),

  /** The highest published release above a key ($2) in one of some spans (from $3, below $4). */
  AUTOMATIC_TARGET(
      """
      SELECT found.*
      FROM unnest($3::bytea[], $4::bytea[]) AS span (low, high)
        CROSS JOIN LATERAL (
          SELECT v.revision, v.document, v.edition, v.version, v.provider, v.version_key
            FROM slipway.provider_versions v
            WHERE v.provider = $1 AND v.published AND NOT v.pre_release
              AND v.edition = (SELECT p.edition FROM slipway.providers p WHERE p.canonical = $1)
              AND v.version_key > $2 AND v.version_key >= span.low AND v.version_key < span.high
            ORDER BY v.version_key DESC LIMIT 1) found
      ORDER BY found.version_key DESC LIMIT 1
      """),

  ADD_VERSION(
      """
      WITH added AS (
        INSERT INTO slipway.provider_versions
            (provider, version_key, version, pre_release, edition, published, revision, document)
          SELECT p.canonical, $2, $3, $4, $5, $6, 1, $7
            FROM slipway.providers p WHERE p.canonical = $1
          RETURNING 1)
      """
          + Losing.unless("added", Refusals.PROVIDER_GONE)),

  CHANGE_VERSION(
      """
      WITH moved AS (
        UPDATE slipway.provider_versions
          SET pre_release = $4, edition = $5, published = $6, revision = revision + 1, document = $7
          WHERE provider = $1 AND version_key = $2 AND version = $3 AND revision = $8
          RETURNING 1)
      """
          + Losing.UNLESS_MOVED),

  LATEST_RUNTIME_VERSION(Fragments.LATEST_RUNTIME),

  RUNTIME_VERSION(
      "SELECT " + Fragments.RUNTIME + " FROM slipway.runtime_versions WHERE version_key = $1"),

  /** Runtime versions below a key ($1), at most $2, skipping $3. */
  RUNTIME_VERSIONS(
      """
      SELECT whole.total, page.*
      FROM (SELECT coalesce(sum(n), 0)::bigint AS total
          FROM slipway.totals WHERE name = 'runtime versions') whole
        LEFT JOIN LATERAL (
          SELECT
      """
          + Fragments.RUNTIME
          + """
              , version_key FROM slipway.runtime_versions
              WHERE version_key < $1
              ORDER BY version_key DESC LIMIT $2::bigint OFFSET $3::bigint) page ON true
          ORDER BY page.version_key DESC
          """),

  ADD_RUNTIME_VERSION(
      """
      INSERT INTO slipway.runtime_versions
        (version_key, version, pre_release, image_url, changelog, released_at)
      VALUES ($1, $2, $3, $4, $5, $6)
      """);

  private final String sql;

  CatalogueStatement(String sql) {
    this.sql = sql;
  }

  @Override
  public String sql() {
    return sql;
  }

  /** Parts of statements, some of which those about installations share. */
  static final class Fragments {

    /** What is read of a provider {@code p}. */
    static final String PROVIDER =
        """
        p.canonical AS p_canonical, p.deleted AS p_deleted, p.edition AS p_edition,
          p.revision AS p_revision, p.published AS p_published, p.existing AS p_existing,
          p.installed AS p_installed, p.document AS p_document
        """;

    /** The latest published version of a provider {@code p}, two looks into indexes at most. */
    static final String LATEST =
        """
        coalesce(
          (SELECT l.version FROM slipway.provider_versions l
            WHERE l.provider = p.canonical AND l.edition = p.edition AND l.published
              AND NOT l.pre_release
            ORDER BY l.version_key DESC LIMIT 1),
          (SELECT l.version FROM slipway.provider_versions l
            WHERE l.provider = p.canonical AND l.edition = p.edition AND l.published
            ORDER BY l.version_key DESC LIMIT 1)) AS latest
        """;

    private static final String PROVIDER_PAGE =
        "SELECT whole.total, "
            + PROVIDER
            + ", "
            + LATEST
            + """
            FROM whole
              LEFT JOIN page ON true
              LEFT JOIN slipway.providers p ON p.canonical = page.canonical
            ORDER BY page.canonical
            """;

    private static final String VISIBLE =
        """
            AND NOT deleted AND (owner = $1 OR (listed AND NOT $7)))
        """;

    private static final String FOUND_PAGE =
        """
        , page AS (
          SELECT canonical FROM found
            WHERE canonical > $2 ORDER BY canonical LIMIT $3::bigint OFFSET $4::bigint),
        whole AS (SELECT count(*) AS total FROM found)
        """
            + PROVIDER_PAGE;

    private static final String RUNTIME = "version, image_url, changelog, released_at";

    private static final String LATEST_RUNTIME =
        """
        SELECT version AS r_version, image_url AS r_image_url, changelog AS r_changelog,
            released_at AS r_released_at
          FROM slipway.runtime_versions
          WHERE version_key = coalesce(
            (SELECT version_key FROM slipway.runtime_versions
              WHERE NOT pre_release ORDER BY version_key DESC LIMIT 1),
            (SELECT version_key FROM slipway.runtime_versions ORDER BY version_key DESC LIMIT 1))
        """;

    private Fragments() {}
  }
}
