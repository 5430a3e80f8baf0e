package dev.slipway.adapterspostgres;

/**
 * Reading and writing what is sealed, page by page and beside running servers. A page ends where it
 * would grow larger than so many bytes ($-last), but has one row at least. A row that somebody else
 * has changed since it was read is left alone.
 */
enum SealingStatement implements Statement {
  INSTALLATIONS(
      """
      SELECT organization, provider, revision, incarnation, document FROM (
        SELECT organization, provider, revision, incarnation, document,
            sum(octet_length(document)) OVER (ORDER BY organization, provider)
              - octet_length(document) AS before
          FROM (
            SELECT organization, provider, revision, incarnation, document
              FROM slipway.installations
              WHERE (organization, provider) > ($1, $2)
              ORDER BY organization, provider LIMIT $3::bigint) page) measured
      WHERE before < $4::bigint
      ORDER BY organization, provider
      """),

  /**
   * The revision stays: what the row means is the same, and nobody's decision is made void. A
   * revision comes again when a provider is installed again; together with the incarnation it does
   * not.
   */
  SEAL_INSTALLATIONS(
      """
      WITH held AS MATERIALIZED (
        SELECT i.organization, i.provider, n.document
          FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])
              AS n (organization, provider, revision, incarnation, document)
            JOIN slipway.installations i
              ON i.organization = n.organization AND i.provider = n.provider
                AND i.revision = n.revision AND i.incarnation = n.incarnation
          ORDER BY i.organization, i.provider
          FOR UPDATE OF i),
      done AS (
        UPDATE slipway.installations i SET document = held.document
          FROM held WHERE i.organization = held.organization AND i.provider = held.provider
          RETURNING 1)
      SELECT count(*) AS done FROM done
      """),

  CREDENTIALS(
      """
      SELECT organization, id, host, type, created_at, last_used_at, document, credential
      FROM slipway.registry_connections
      WHERE (organization, id) > ($1, $2)
      ORDER BY organization, id LIMIT $3::bigint
      """),

  SEAL_CREDENTIALS(
      """
      WITH held AS MATERIALIZED (
        SELECT c.organization, c.id, n.credential
          FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
              AS n (organization, id, old_credential, credential)
            JOIN slipway.registry_connections c
              ON c.organization = n.organization AND c.id = n.id
                AND c.credential = n.old_credential
          ORDER BY c.organization, c.id
          FOR UPDATE OF c),
      done AS (
        UPDATE slipway.registry_connections c SET credential = held.credential
          FROM held WHERE c.organization = held.organization AND c.id = held.id
          RETURNING 1)
      SELECT count(*) AS done FROM done
      """),

  ANSWERS(
      """
      SELECT organization, route, key, fingerprint, body FROM (
        SELECT organization, route, key, fingerprint, body,
            sum(octet_length(body)) OVER (ORDER BY organization, route, key)
              - octet_length(body) AS before
          FROM (
            SELECT organization, route, key, fingerprint, body FROM slipway.kept_answers
              WHERE (organization, route, key) > ($1, $2, $3)
              ORDER BY organization, route, key LIMIT $4::bigint) page) measured
      WHERE before < $5::bigint
      ORDER BY organization, route, key
      """),

  SEAL_ANSWERS(
      """
      WITH held AS MATERIALIZED (
        SELECT a.organization, a.route, a.key, n.fingerprint, n.body
          FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::text[])
              AS n (organization, route, key, old_fingerprint, old_body, fingerprint, body)
            JOIN slipway.kept_answers a
              ON a.organization = n.organization AND a.route = n.route AND a.key = n.key
                AND a.fingerprint = n.old_fingerprint AND a.body = n.old_body
          ORDER BY a.organization, a.route, a.key
          FOR UPDATE OF a),
      done AS (
        UPDATE slipway.kept_answers a SET fingerprint = held.fingerprint, body = held.body
          FROM held
          WHERE a.organization = held.organization AND a.route = held.route AND a.key = held.key
          RETURNING 1)
      SELECT count(*) AS done FROM done
      """);

  private final String sql;

  SealingStatement(String sql) {
    this.sql = sql;
  }

  @Override
  public String sql() {
    return sql;
  }
}
