package dev.slipway.adapterspostgres;

/** Registry connections. */
enum RegistryStatement implements Statement {
  CONNECTION(Fragments.CONNECTION + "WHERE organization = $1 AND id = $2"),

  CREDENTIAL(
      """
      SELECT organization, id, host, type, created_at, last_used_at, document, credential
      FROM slipway.registry_connections WHERE organization = $1 AND host = $2
      """),

  CONNECTIONS(
      Fragments.CONNECTION
          + """
          WHERE organization = $1
            AND (created_at, id)
              < (coalesce($2::timestamptz, 'infinity'), coalesce($3::text, '') COLLATE "C")
          ORDER BY created_at DESC, id DESC LIMIT $4::bigint
          """),

  /**
   * Adds a connection. One to the same registry is met by its index, and so also when it was added
   * at the same moment; then it is given a type that none has, and the commit is void.
   */
  ADD_CONNECTION(
      """
      WITH added AS (
        INSERT INTO slipway.registry_connections
            (organization, id, host, type, created_at, last_used_at, document, credential)
          SELECT $1, $2, $3, $4, $5, $6, $7, $8
            WHERE NOT EXISTS
              (SELECT FROM slipway.registry_connections o WHERE o.organization = $1 AND o.id = $2)
          ON CONFLICT ON CONSTRAINT registry_connections_host DO UPDATE SET type = ''
          RETURNING id, type),
      met AS (SELECT id FROM added WHERE type = '')
      SELECT CASE
        WHEN EXISTS (SELECT FROM met) THEN slipway.lose('%s', (SELECT id FROM met))
        WHEN EXISTS (SELECT FROM added) THEN 0
        ELSE slipway.lose('%s', '') END
      """
          .formatted(Refusals.TAKEN, Refusals.MOVED)),

  REMOVE_CONNECTION(
      """
      WITH moved AS (
        DELETE FROM slipway.registry_connections WHERE organization = $1 AND id = $2 RETURNING 1)
      """
          + Losing.UNLESS_MOVED),

  NOTE_USE(
      """
      UPDATE slipway.registry_connections SET last_used_at = $3
      WHERE organization = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at < $3)
      """);

  private final String sql;

  RegistryStatement(String sql) {
    this.sql = sql;
  }

  @Override
  public String sql() {
    return sql;
  }

  /** Parts of statements. */
  private static final class Fragments {
    private static final String CONNECTION =
        """
        SELECT organization, id, host, type, created_at, last_used_at, document
        FROM slipway.registry_connections
        """;
  }
}
