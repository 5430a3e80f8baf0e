package dev.slipway.adapterspostgres;

/** Packages and their versions. */
enum PackageStatement implements Statement {
  PACKAGE(Fragments.PACKAGE + "WHERE organization = $1 AND id = $2"),

  PACKAGE_OF_REPOSITORY(Fragments.PACKAGE + "WHERE organization = $1 AND repository = $2"),

  PACKAGES(
      Fragments.PACKAGE
          + """
          WHERE organization = $1
            AND (created_at, id)
              < (coalesce($2::timestamptz, 'infinity'), coalesce($3::text, '') COLLATE "C")
          ORDER BY created_at DESC, id DESC LIMIT $4::bigint
          """),

  /** A package, and its version of a precedence beside it if there is one. */
  PACKAGE_WITH_VERSION(
      """
      SELECT p.organization, p.id, p.repository, p.etag, p.latest_id, p.latest_version,
        p.created_at, p.document,
        v.organization AS v_organization, v.package AS v_package, v.id AS v_id,
        v.version AS v_version, v.created_at AS v_created_at, v.document AS v_document,
        v.input_schema AS v_input_schema
      FROM slipway.packages p
        LEFT JOIN slipway.package_versions v
          ON v.organization = p.organization AND v.package = p.id AND v.version_key = $3
      WHERE p.organization = $1 AND p.id = $2
      """),

  VERSION(
      """
      SELECT organization AS v_organization, package AS v_package, id AS v_id,
        version AS v_version, created_at AS v_created_at, document AS v_document,
        input_schema AS v_input_schema
      FROM slipway.package_versions WHERE organization = $1 AND package = $2 AND id = $3
      """),

  /**
   * A part of a list of versions, and one more if there is one, behind it without its schema: $5
   * are its most rows, $6 its most bytes of schemas. A package always has a row here; when no
   * version is behind the place, one without a version.
   */
  VERSIONS(
      """
      SELECT v.*
      FROM slipway.packages p
        LEFT JOIN LATERAL (
          SELECT organization AS v_organization, package AS v_package, id AS v_id,
            version AS v_version, created_at AS v_created_at, document AS v_document, n,
            CASE WHEN fits THEN input_schema END AS v_input_schema
          FROM (
            SELECT page.*, row_number() OVER so_far AS n,
                row_number() OVER so_far <= $5::bigint
                  AND (row_number() OVER so_far = 1
                    OR sum(octet_length(input_schema)) OVER so_far <= $6::bigint) AS fits
              FROM (
                SELECT * FROM slipway.package_versions v
                  WHERE v.organization = p.organization AND v.package = p.id
                    AND (v.created_at, v.id)
                      < (coalesce($3::timestamptz, 'infinity'), coalesce($4::text, '') COLLATE "C")
                  ORDER BY v.created_at DESC, v.id DESC LIMIT $5::bigint + 1) page
              WINDOW so_far AS (ORDER BY created_at DESC, id DESC)) measured) v ON true
      WHERE p.organization = $1 AND p.id = $2
      ORDER BY v.n
      """),

  /**
   * Adds a package. A package of the same repository is met by its index, and so also when it was
   * added at the same moment; then it is given an etag that none has, and the commit is void.
   */
  ADD_PACKAGE(
      """
      WITH added AS (
        INSERT INTO slipway.packages AS p
            (organization, id, repository, etag, latest_id, latest_version, latest_key,
             latest_pre_release, created_at, document)
          SELECT $1, $2, $3, 1, $4, $5, $6, $7, $8, $9
            WHERE NOT EXISTS
                (SELECT FROM slipway.packages o WHERE o.organization = $1 AND o.id = $2)
              AND NOT EXISTS
                (SELECT FROM slipway.package_versions o WHERE o.organization = $1 AND o.id = $4)
          ON CONFLICT ON CONSTRAINT packages_repository DO UPDATE SET etag = 0
          RETURNING id, etag),
      met AS (SELECT id FROM added WHERE etag = 0)
      SELECT CASE
        WHEN EXISTS (SELECT FROM met) THEN slipway.lose('%s', (SELECT id FROM met))
        WHEN EXISTS (SELECT FROM added) THEN 0
        ELSE slipway.lose('%s', '') END
      """
          .formatted(Refusals.TAKEN, Refusals.MOVED)),

  /** The version with which a package begins. */
  ADD_FIRST_VERSION(
      """
      INSERT INTO slipway.package_versions
        (organization, package, version_key, id, version, created_at, document, input_schema)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """),

  /**
   * Makes those who add versions to a package, or remove it, wait for each other. What comes behind
   * it in the same commit sees what the one before has done.
   */
  LOCK_PACKAGE(
      """
      WITH held AS (
        SELECT FROM slipway.packages WHERE organization = $1 AND id = $2 FOR NO KEY UPDATE)
      """
          + Losing.unless("held", Refusals.PACKAGE_GONE)),

  /** The package is locked: nobody else adds to it, and who did before is seen. */
  ADD_VERSION(
      """
      WITH taken AS MATERIALIZED (
        SELECT o.id, o.version FROM slipway.package_versions o
          WHERE o.organization = $1 AND o.package = $2 AND o.version_key = $3),
      added AS (
        INSERT INTO slipway.package_versions
            (organization, package, version_key, id, version, created_at, document, input_schema)
          SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE NOT EXISTS (SELECT FROM taken)
          RETURNING 1),
      moved AS (
        UPDATE slipway.packages p
          SET etag = p.etag + 1,
            (latest_id, latest_version, latest_key, latest_pre_release) = (
              SELECT id, version, key, pre_release
                FROM (VALUES
                  (p.latest_id, p.latest_version, p.latest_key, p.latest_pre_release),
                  ($4, $5, $3, $9::boolean)) AS either (id, version, key, pre_release)
                ORDER BY pre_release, key DESC LIMIT 1)
          WHERE p.organization = $1 AND p.id = $2 AND EXISTS (SELECT FROM added)
          RETURNING 1)
      SELECT CASE
        WHEN EXISTS (SELECT FROM moved) THEN 0
        ELSE slipway.lose('%s', (SELECT id || ' ' || version FROM taken)) END
      """
          .formatted(Refusals.TAKEN)),

  REMOVE_PACKAGE(
      """
      WITH moved AS (
        DELETE FROM slipway.packages WHERE organization = $1 AND id = $2 AND etag = $3
          RETURNING 1)
      """
          + Losing.UNLESS_MOVED),

  REMOVE_VERSIONS("DELETE FROM slipway.package_versions WHERE organization = $1 AND package = $2");

  private final String sql;

  PackageStatement(String sql) {
    this.sql = sql;
  }

  @Override
  public String sql() {
    return sql;
  }

  /** Parts of statements. */
  private static final class Fragments {
    private static final String PACKAGE =
        """
        SELECT organization, id, repository, etag, latest_id, latest_version, created_at, document
        FROM slipway.packages
        """;
  }
}
