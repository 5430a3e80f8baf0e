package dev.slipway.adapterspostgres;

/** Installations, and the runtimes that registered for them. */
enum InstallationStatement implements Statement {
  INSTALLATION(
      Fragments.SELECT_VIEW
          + Fragments.FROM_INSTALLATIONS
          + "WHERE i.organization = $1 AND i.provider = $2"),

  /**
   * All that a decision looks at. The version that is meant is the latest ($3), or the one of a key
   * and a text ($4, $5).
   */
  SCENE(
      Fragments.SELECT_VIEW
          + ", "
          + CatalogueStatement.Fragments.PROVIDER
          + """
          , t.revision AS v_revision, t.document AS v_document, t.edition AS v_edition,
            t.version AS v_version, t.provider AS v_provider
          FROM (VALUES (1)) one
            LEFT JOIN slipway.providers p ON p.canonical = $2
            LEFT JOIN LATERAL (
              SELECT coalesce(
                (SELECT l.version_key FROM slipway.provider_versions l
                  WHERE l.provider = p.canonical AND l.edition = p.edition AND l.published
                    AND NOT l.pre_release
                  ORDER BY l.version_key DESC LIMIT 1),
                (SELECT l.version_key FROM slipway.provider_versions l
                  WHERE l.provider = p.canonical AND l.edition = p.edition AND l.published
                  ORDER BY l.version_key DESC LIMIT 1)) AS version_key) highest ON $3
            LEFT JOIN slipway.provider_versions t
              ON t.provider = $2 AND t.edition = p.edition
                AND t.version_key = CASE WHEN $3 THEN highest.version_key ELSE $4 END
                AND ($3 OR t.version = $5)
            LEFT JOIN slipway.installations i ON i.organization = $1 AND i.provider = $2
          """
          + Fragments.ITS_REGISTRATION),

  /** A tenant's installations behind a provider ($2), at most $3, skipping $4. */
  INSTALLATIONS_OF_TENANT(
      """
      WITH page AS (
        SELECT organization, provider FROM slipway.installations
          WHERE organization = $1 AND provider > $2
          ORDER BY provider LIMIT $3::bigint OFFSET $4::bigint),
      whole AS (
        SELECT coalesce(
          (SELECT installations FROM slipway.installation_totals WHERE organization = $1), 0)
            AS total)
      """
          + Fragments.INSTALLATION_PAGE),

  /** Those of a tenant whose provider is like one of some patterns ($5). */
  INSTALLATIONS_IN_REACH(
      """
      WITH page AS (
        SELECT organization, provider FROM slipway.installations
          WHERE organization = $1 AND provider > $2 AND provider LIKE ANY ($5::text[])
          ORDER BY provider LIMIT $3::bigint OFFSET $4::bigint),
      whole AS (
        SELECT count(*) AS total FROM slipway.installations
          WHERE organization = $1 AND provider LIKE ANY ($5::text[]))
      """
          + Fragments.INSTALLATION_PAGE),

  OVERDUE_INSTALLATIONS(
      """
      SELECT organization, provider FROM slipway.installations
      WHERE registration_due_at <= $1
      ORDER BY registration_due_at, organization, provider LIMIT $2::bigint
      """),

  AUTOMATIC_INSTALLATIONS(
      """
      SELECT organization, provider FROM slipway.installations
      WHERE automatic AND provider = $1 AND organization > $2
      ORDER BY organization LIMIT $3::bigint
      """),

  /** Without what is shown beside them: that would be nine tenths of what a page looks at. */
  ALL_INSTALLATIONS(
      """
      SELECT i.organization AS i_organization, i.provider AS i_provider,
        i.revision AS i_revision, i.document AS i_document
      FROM slipway.installations i
      WHERE (i.organization, i.provider) > ($1, $2)
      ORDER BY i.organization, i.provider LIMIT $3::bigint
      """),

  ADD_INSTALLATION(
      """
      INSERT INTO slipway.installations
        (organization, provider, revision, incarnation, registration, automatic,
         registration_due_at, document)
      VALUES ($1, $2, 1, $3, $4, $5, $6, $7)
      """),

  CHANGE_INSTALLATION(
      """
      WITH moved AS (
        UPDATE slipway.installations
          SET revision = revision + 1, incarnation = $3, registration = $4, automatic = $5,
            registration_due_at = $6, document = $7
          WHERE organization = $1 AND provider = $2 AND revision = $8
          RETURNING 1)
      """
          + Losing.UNLESS_MOVED),

  REMOVE_INSTALLATION(
      """
      WITH moved AS (
        DELETE FROM slipway.installations
          WHERE organization = $1 AND provider = $2 AND revision = $3
          RETURNING 1)
      """
          + Losing.UNLESS_MOVED),

  /**
   * A statement of its own, so that it sees what was added while the installation was waited for.
   */
  REMOVE_REGISTRATIONS(
      "DELETE FROM slipway.registrations WHERE organization = $1 AND provider = $2"),

  REGISTRATION(
      Fragments.SELECT_VIEW
          + """
          , g.id AS g_id, g.organization AS g_organization, g.provider AS g_provider,
            g.revision AS g_revision, g.document AS g_document
          FROM slipway.registrations g
            JOIN slipway.installations i
              ON i.organization = g.organization AND i.provider = g.provider
          """
          + Fragments.ITS_REGISTRATION
          + """
            LEFT JOIN slipway.providers p ON p.canonical = i.provider
          WHERE g.id = $1
          """),

  REGISTRATION_BY_INSTANCE(
      "SELECT "
          + Fragments.REGISTRATION
          + """
          FROM slipway.installations i
            JOIN slipway.registrations r
              ON r.organization = i.organization AND r.provider = i.provider
                AND r.incarnation = i.incarnation AND r.instance = $3
          WHERE i.organization = $1 AND i.provider = $2
          """),

  /** Healthy ones that count and were heard at $2 or before, which lies in the minute $1. */
  SILENT_REGISTRATIONS(
      "SELECT "
          + Fragments.REGISTRATION
          + """
          FROM slipway.registrations r
          WHERE r.pointed AND r.healthy AND r.heard_minute <= $1 AND r.heard_at <= $2
          ORDER BY r.heard_minute, r.heard_at, r.id LIMIT $3::bigint
          """),

  /** Ones that do not count and were heard before $2, which lies in the minute $1; at most $3. */
  REMOVE_STALE_REGISTRATIONS(
      """
      WITH gone AS (
        DELETE FROM slipway.registrations WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM slipway.registrations
            WHERE NOT pointed AND heard_minute <= $1 AND heard_at < $2
            ORDER BY heard_minute, heard_at, id LIMIT $3::bigint
            FOR UPDATE SKIP LOCKED))
        RETURNING 1)
      SELECT count(*) AS removed FROM gone
      """),

  /** The installation is held, so that nobody removes it before this is there to be removed too. */
  ADD_REGISTRATION(
      """
      WITH home AS MATERIALIZED (
        SELECT i.registration FROM slipway.installations i
          WHERE i.organization = $2 AND i.provider = $3
          FOR KEY SHARE),
      moved AS (
        INSERT INTO slipway.registrations
            (id, organization, provider, incarnation, instance, revision, pointed, healthy,
             heard_minute, heard_at, document)
          SELECT $1, $2, $3, $4, $5, 1, home.registration IS NOT DISTINCT FROM $1, $6, $7, $8, $9
            FROM home
          RETURNING 1)
      """
          + Losing.UNLESS_MOVED),

  /** Whether it counts stays as it is, unless it went to another installation. */
  CHANGE_REGISTRATION(
      """
      WITH moved AS (
        UPDATE slipway.registrations
          SET organization = $2, provider = $3, incarnation = $4, instance = $5,
            revision = revision + 1, healthy = $6, heard_minute = $7, heard_at = $8, document = $9,
            pointed = CASE WHEN organization = $2 AND provider = $3 THEN pointed
              ELSE EXISTS (SELECT FROM slipway.installations i
                WHERE i.organization = $2 AND i.provider = $3 AND i.registration = $1) END
          WHERE id = $1 AND revision = $10
            AND (organization = $2 AND provider = $3
              OR EXISTS (SELECT FROM slipway.installations i
                WHERE i.organization = $2 AND i.provider = $3))
          RETURNING 1)
      """
          + Losing.UNLESS_MOVED);

  private final String sql;

  InstallationStatement(String sql) {
    this.sql = sql;
  }

  @Override
  public String sql() {
    return sql;
  }

  /** Parts of statements. */
  private static final class Fragments {
    private static final String REGISTRATION =
        """
        r.id AS r_id, r.organization AS r_organization, r.provider AS r_provider,
          r.revision AS r_revision, r.document AS r_document
        """;

    /**
     * The registration to which an installation {@code i} points. It is looked up for each, and
     * never joined in any other way: {@code OFFSET 0} keeps the planner from it.
     */
    private static final String ITS_REGISTRATION =
        """
          LEFT JOIN LATERAL (
            SELECT s.id, s.organization, s.provider, s.revision, s.document
              FROM slipway.registrations s
              WHERE s.id = i.registration AND s.organization = i.organization
              OFFSET 0) r ON true
        """;

    /** An installation {@code i}, its registration {@code r}, and the latest of {@code p}. */
    private static final String SELECT_VIEW =
        "SELECT i.organization AS i_organization, i.provider AS i_provider,"
            + " i.revision AS i_revision, i.document AS i_document, "
            + REGISTRATION
            + ", "
            + CatalogueStatement.Fragments.LATEST;

    private static final String INSTALLATION_PAGE =
        SELECT_VIEW
            + """
            , whole.total
            FROM whole
              LEFT JOIN page ON true
              LEFT JOIN slipway.installations i
                ON i.organization = page.organization AND i.provider = page.provider
            """
            + Fragments.ITS_REGISTRATION
            + """
              LEFT JOIN slipway.providers p ON p.canonical = i.provider
            ORDER BY page.provider
            """;

    private static final String FROM_INSTALLATIONS =
        """
        FROM slipway.installations i
        """
            + Fragments.ITS_REGISTRATION
            + """
              LEFT JOIN slipway.providers p ON p.canonical = i.provider
            """;
  }
}
