-- Claiming and acknowledging many messages by one statement each, instead of one for each message.
--
-- Read before changing anything here: the head of V1__foundation.sql. Safe while servers of the previous release run: the
-- functions keep their names, what they are given, what they answer, and the order in which they lock.
--
-- A key is compared with BETWEEN and not with =, on purpose. What is known of the size of these tables misleads (they are
-- empty at one moment and large at the next), and with = the planner may then read an index from one end to the other
-- beside a short list. A range can be looked up from the list and in no other way.

-- Claims due heads, the longest due first. Heads that somebody else is changing at this moment are passed over.
CREATE OR REPLACE FUNCTION slipway.claim(most integer, lease interval)
  RETURNS TABLE (key text, id text, type text, payload text, attempt integer, token text, was_due_at timestamptz)
  LANGUAGE plpgsql
  SET enable_seqscan = off
  SET enable_bitmapscan = off
  SET enable_sort = off
  AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz := slipway.store_now();
  -- Drawn once; with the message's id behind it, it is another one for every claim.
  drawn text := gen_random_uuid()::text || '-';
BEGIN
  RETURN QUERY
    WITH due AS MATERIALIZED (
      SELECT h.key, h.due_at FROM slipway.heads h
        WHERE h.due_at <= moment
        ORDER BY h.due_at
        LIMIT most
        FOR UPDATE SKIP LOCKED)
    UPDATE slipway.heads h
      SET attempt = h.attempt + 1, token = drawn || h.id, due_at = moment + lease
      FROM due
      WHERE h.key BETWEEN due.key AND due.key
      RETURNING
        h.key, slipway.message_name(h.id), h.type, h.payload, h.attempt, h.token, due.due_at;
END
$$;

-- The messages of these claims are done; lost (SL005) when one of the claims has ended. The keys must be sorted: they are
-- locked in their order. Behind a head that ends, the next message of its key becomes the head.
CREATE OR REPLACE FUNCTION slipway.acknowledge(keys text[], tokens text[]) RETURNS integer
  LANGUAGE plpgsql
  SET enable_seqscan = off
  SET enable_bitmapscan = off
  AS $$
DECLARE
  done bigint[];
  waiting text[];
  counts bigint[];
BEGIN
  WITH ended AS (
    DELETE FROM slipway.heads h
      USING unnest(keys, tokens) WITH ORDINALITY AS c (key, token, n)
      WHERE h.key BETWEEN c.key AND c.key AND h.token = c.token
      RETURNING h.key, h.behind, c.n)
  SELECT array_agg(n), array_agg(key) FILTER (WHERE behind > 0), array_agg(behind) FILTER (WHERE behind > 0)
    INTO done, waiting, counts
    FROM ended;
  IF coalesce(cardinality(done), 0) < cardinality(keys) THEN
    PERFORM slipway.lose('SL005', keys[n])
      FROM generate_subscripts(keys, 1) AS n
      WHERE done IS NULL OR n <> ALL (done);
  END IF;
  IF waiting IS NOT NULL THEN
    -- A statement of its own, so that it sees what was added while the heads were waited for. What is behind a head
    -- changes only under the lock of the head, and so stays where it was found.
    WITH next AS MATERIALIZED (
      SELECT b.ctid AS place, b.key, b.id, b.type, b.payload, w.behind - 1 AS behind
        FROM unnest(waiting, counts) AS w (key, behind)
          CROSS JOIN LATERAL (
            SELECT c.ctid, c.* FROM slipway.backlog c WHERE c.key = w.key ORDER BY c.id LIMIT 1) b),
    gone AS (
      DELETE FROM slipway.backlog b USING next WHERE b.ctid = next.place)
    INSERT INTO slipway.heads (key, id, type, payload, attempt, token, due_at, behind)
      SELECT key, id, type, payload, 0, NULL, slipway.store_now(), behind FROM next;
  END IF;
  RETURN cardinality(keys);
END
$$;
