package dev.slipway.adapterspostgres;

/** Organizations and tokens. */
enum TenancyStatement implements Statement {
  ORGANIZATION(
      """
      SELECT id, slug, name, created_at FROM slipway.organizations WHERE id = $1
      """),

  ORGANIZATION_BY_SLUG(
      """
      SELECT id, slug, name, created_at FROM slipway.organizations WHERE slug = $1
      """),

  ORGANIZATION_OF_WORKSPACE(
      """
      SELECT id, slug, name, created_at FROM slipway.organizations
      WHERE slipway.workspace(id) COLLATE "C" = $1
      """),

  ORGANIZATIONS(
      """
      SELECT id, slug, name, created_at FROM slipway.organizations
      WHERE (created_at, id)
        < (coalesce($1::timestamptz, 'infinity'), coalesce($2::text, '') COLLATE "C")
      ORDER BY created_at DESC, id DESC LIMIT $3::bigint
      """),

  ADD_ORGANIZATION(
      """
      INSERT INTO slipway.organizations (id, slug, revision, name, created_at)
      VALUES ($1, $2, 1, $3, $4)
      """),

  CHANGE_ORGANIZATION(
      """
      WITH moved AS (
        UPDATE slipway.organizations
          SET slug = $3, revision = revision + 1, name = $4, created_at = $5
          WHERE id = $1 AND revision = $2
          RETURNING 1)
      """
          + Fragments.OR_MOVED),

  TOKEN_BY_DIGEST(Fragments.TOKEN + "WHERE t.digest = $1"),

  TOKEN(Fragments.TOKEN + "WHERE t.id = $1"),

  TOKENS_OF_ORGANIZATION(Fragments.TOKEN + "WHERE t.organization = $1 ORDER BY t.created_at, t.id"),

  /** Those that are not revoked, newest first. */
  LIVE_TOKENS(
      Fragments.TOKEN
          + """
          WHERE t.organization = $1 AND t.revoked_at IS NULL
            AND (t.created_at, t.id)
              < (coalesce($2::timestamptz, 'infinity'), coalesce($3::text, '') COLLATE "C")
          ORDER BY t.created_at DESC, t.id DESC LIMIT $4::bigint
          """),

  ALL_TOKENS(Fragments.TOKEN + "ORDER BY t.organization, t.created_at, t.id"),

  ANY_TOKEN("SELECT EXISTS (SELECT FROM slipway.tokens) AS found"),

  ADD_TOKEN(
      """
      WITH moved AS (
        INSERT INTO slipway.tokens
            (id, digest, organization, revision, name, scopes, created_at, expires_at, last_used_at,
             revoked_at, prefix)
          SELECT $1, $2, o.id, 1, $4, $5, $6, $7, $8, $9, $10
            FROM slipway.organizations o WHERE o.id = $3
          RETURNING 1)
      """
          + Fragments.OR_MOVED),

  /** Of the last use that is stored and the one that is given, the later stays. */
  CHANGE_TOKEN(
      """
      WITH moved AS (
        UPDATE slipway.tokens
          SET digest = $2, organization = $3, revision = revision + 1, name = $4, scopes = $5,
            created_at = $6, expires_at = $7, last_used_at = greatest(last_used_at, $8),
            revoked_at = $9, prefix = $10
          WHERE id = $1 AND revision = $11
            AND EXISTS (SELECT FROM slipway.organizations o WHERE o.id = $3)
          RETURNING 1)
      """
          + Fragments.OR_MOVED),

  /** The rows are locked in one order, so that two of these never wait for each other. */
  NOTE_USE(
      """
      WITH used AS (SELECT * FROM unnest($1::text[], $2::timestamptz[]) AS u (id, at)),
        locked AS MATERIALIZED (
          SELECT t.id, u.at
            FROM used u JOIN slipway.tokens t ON t.id = u.id
            WHERE t.last_used_at IS NULL OR t.last_used_at < u.at
            ORDER BY t.id
            FOR UPDATE OF t)
      UPDATE slipway.tokens t SET last_used_at = locked.at FROM locked WHERE t.id = locked.id
      """);

  private final String sql;

  TenancyStatement(String sql) {
    this.sql = sql;
  }

  @Override
  public String sql() {
    return sql;
  }

  /** Parts of statements. */
  private static final class Fragments {
    private static final String OR_MOVED = Losing.UNLESS_MOVED;

    private static final String TOKEN =
        """
        SELECT t.id, t.digest, t.organization, t.revision, t.name, t.scopes, t.created_at,
          t.expires_at, t.last_used_at, t.revoked_at, t.prefix,
          o.slug AS o_slug, o.name AS o_name, o.created_at AS o_created_at
        FROM slipway.tokens t JOIN slipway.organizations o ON o.id = t.organization
        """;
  }
}
