package dev.slipway.adapterspostgres;

/**
 * Messages and dead letters. How a line of messages works stands with the functions' definition.
 */
enum DeliveryStatement implements Statement {
  CLAIM("SELECT * FROM slipway.claim($1, $2::bigint * interval '1 microsecond')"),

  /**
   * Without a join: behind a row for which it had to wait, the server judges joined rows wrongly
   * (all but the first of them are passed over). Nobody meets another's key by a token that is not
   * its own, because no two claims share one. What is prolonged is locked first, in the order in
   * which everybody locks heads: an update alone takes them as they lie, and then two of them, or
   * one and somebody who appends, wait for each other in a circle.
   */
  RENEW(
      """
      UPDATE slipway.heads
        SET due_at = slipway.store_now() + $3::bigint * interval '1 microsecond'
        WHERE key = ANY (ARRAY(
          SELECT key FROM slipway.heads
            WHERE key = ANY ($1::text[]) AND token = ANY ($2::text[])
            ORDER BY key
            FOR UPDATE))
        RETURNING token || '/' || key AS claim
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

  /** Answers how many messages became due by it. */
  ACKNOWLEDGE("SELECT slipway.acknowledge($1, $2)"),

  /** Answers the same. */
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
