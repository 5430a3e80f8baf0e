package dev.slipway.adapterspostgres;

/**
 * Messages and dead letters. How a line of messages works stands with the functions' definition.
 */
enum DeliveryStatement implements Statement {
  CLAIM("SELECT * FROM slipway.claim($1, $2::bigint * interval '1 microsecond')"),

  /** The rows are locked in one order, so that two of these never wait for each other. */
  RENEW(
      """
      WITH held AS MATERIALIZED (
        SELECT h.key
          FROM unnest($1::text[], $2::text[]) AS c (key, token)
            JOIN slipway.heads h ON h.key = c.key AND h.token = c.token
          ORDER BY h.key
          FOR UPDATE OF h)
      UPDATE slipway.heads h
        SET due_at = slipway.store_now() + $3::bigint * interval '1 microsecond'
        FROM held WHERE h.key = held.key
        RETURNING h.token || '/' || h.key AS claim
      """),

  RETRY_LATER(
      """
      UPDATE slipway.heads
        SET token = NULL, due_at = slipway.store_now() + $3::bigint * interval '1 microsecond'
        WHERE key = $1 AND token = $2
      """),

  RELEASE(
      """
      UPDATE slipway.heads
        SET token = NULL, attempt = attempt - 1, due_at = slipway.store_now()
        WHERE key = $1 AND token = $2
      """),

  NEXT_DUE("SELECT due_at FROM slipway.heads ORDER BY due_at LIMIT 1"),

  SIZE("SELECT coalesce(sum(behind + 1), 0)::bigint AS size FROM slipway.heads"),

  APPEND("SELECT slipway.append($1, $2, $3)"),

  ACKNOWLEDGE("SELECT slipway.acknowledge($1, $2)"),

  PARK("SELECT slipway.park($1, $2, $3)"),

  SUPERSEDE("SELECT slipway.supersede($1, $2)"),

  DEAD_LETTER(
      """
      SELECT id, key, type, payload, error, attempts, parked_at
      FROM slipway.dead_letters WHERE id = $1
      """),

  DEAD_LETTERS(
      """
      SELECT id, key, type, payload, error, attempts, parked_at
      FROM slipway.dead_letters WHERE id > $1
      ORDER BY id LIMIT $2::bigint
      """);

  private final String sql;

  DeliveryStatement(String sql) {
    this.sql = sql;
  }

  @Override
  public String sql() {
    return sql;
  }
}
