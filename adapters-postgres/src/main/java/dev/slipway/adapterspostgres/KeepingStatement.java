package dev.slipway.adapterspostgres;

/** Kept answers, leases, the signing key, and what a commit asks about itself. */
enum KeepingStatement implements Statement {
  ANSWER(
      """
      SELECT fingerprint, status, body, expires_at FROM slipway.kept_answers
      WHERE organization = $1 AND route = $2 AND key = $3 AND expires_at > $4
      """),

  /** By the store's own clock, as a commit judges. */
  ANSWER_NOW(
      """
      SELECT fingerprint, status, body, expires_at FROM slipway.kept_answers
      WHERE organization = $1 AND route = $2 AND key = $3 AND expires_at > slipway.store_now()
      """),

  /** An answer whose time is over gives way. */
  KEEP_ANSWER(
      """
      WITH kept AS (
        INSERT INTO slipway.kept_answers AS a
            (organization, route, key, fingerprint, status, body, expires_at)
          VALUES ($1, $2, $3, $4, $5, $6, $7)
          ON CONFLICT (organization, route, key) DO UPDATE
            SET fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body,
              expires_at = excluded.expires_at
            WHERE a.expires_at <= slipway.store_now()
          RETURNING 1)
      """
          + Losing.unless("kept", Refusals.ANSWERED)),

  REMOVE_EXPIRED_ANSWERS(
      """
      WITH gone AS (
        DELETE FROM slipway.kept_answers WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM slipway.kept_answers
            WHERE expires_at <= $1
            ORDER BY expires_at LIMIT $2::bigint
            FOR UPDATE SKIP LOCKED))
        RETURNING 1)
      SELECT count(*) AS removed FROM gone
      """),

  /**
   * Answers who holds it afterwards. What is proposed carries the one moment by which all of it is
   * judged.
   */
  ACQUIRE_LEASE(
      """
      INSERT INTO slipway.leases AS l (name, holder, ends_at)
      VALUES ($1, $2, slipway.store_now() + $3::bigint * interval '1 microsecond')
      ON CONFLICT (name) DO UPDATE SET (holder, ends_at) = (
        SELECT CASE WHEN free THEN excluded.holder ELSE l.holder END,
          CASE WHEN free THEN excluded.ends_at ELSE l.ends_at END
        FROM (SELECT l.holder = excluded.holder
          OR l.ends_at <= excluded.ends_at - $3::bigint * interval '1 microsecond' AS free) judged)
      RETURNING holder
      """),

  /**
   * Without a join: behind a row for which it had to wait, the server judges joined rows wrongly
   * (all but the first of them are passed over). Locked first and in one order, so that two of
   * these never wait for each other.
   */
  PROLONG_LEASES(
      """
      UPDATE slipway.leases
        SET ends_at = slipway.store_now() + $3::bigint * interval '1 microsecond'
        WHERE name = ANY (ARRAY(
          SELECT name FROM slipway.leases
            WHERE name = ANY ($1::text[]) AND holder = $2
            ORDER BY name
            FOR UPDATE))
        RETURNING name
      """),

  TAKE_LEASE(
      """
      INSERT INTO slipway.leases (name, holder, ends_at)
      VALUES ($1, $2, slipway.store_now() + $3::bigint * interval '1 microsecond')
      ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, ends_at = excluded.ends_at
      """),

  RELEASE_LEASE("DELETE FROM slipway.leases WHERE name = $1 AND holder = $2"),

  REMOVE_LEASE("DELETE FROM slipway.leases WHERE name = $1"),

  ENDED_LEASES(
      """
      SELECT name FROM slipway.leases
      WHERE ends_at <= (SELECT slipway.store_now()) AND starts_with(name, $1)
      ORDER BY ends_at, name LIMIT $2::bigint
      """),

  /** The first proposal stays. */
  SIGNING_KEY(
      """
      INSERT INTO slipway.signing_key AS k (secret) VALUES ($1)
      ON CONFLICT (one) DO UPDATE SET secret = k.secret
      RETURNING secret
      """),

  /** The number of the transaction, by which its end can be asked for when no answer came. */
  TRANSACTION("SELECT pg_current_xact_id()::text AS number");

  private final String sql;

  KeepingStatement(String sql) {
    this.sql = sql;
  }

  @Override
  public String sql() {
    return sql;
  }
}
