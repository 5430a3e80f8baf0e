-- Acknowledging and parking tell how many messages became due because of it, so that whoever did it claims them at once
-- instead of asking, after each message, whether there is one.
--
-- Read before changing anything here: the head of V1__foundation.sql. Safe while servers of the previous release run: they
-- do not look at what these functions answer.

-- The messages of these claims are done; lost (SL005) when one of the claims has ended. The keys must be sorted: they are
-- locked in their order. Behind a head that ends, the next message of its key becomes the head. Answers how many did.
-- Why keys are compared with BETWEEN stands at the head of V3__delivery.sql.
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
  RETURN coalesce(cardinality(waiting), 0);
END
$$;

-- The message of a claim becomes a dead letter; lost (SL005) when the claim has ended. Answers how many messages became
-- the head of their key: one or none.
CREATE OR REPLACE FUNCTION slipway.park(of_key text, by_token text, why text) RETURNS integer
  LANGUAGE plpgsql
  AS $$
DECLARE
  head slipway.heads;
BEGIN
  SELECT * INTO head FROM slipway.heads WHERE key = of_key AND token = by_token FOR UPDATE;
  IF NOT FOUND THEN
    PERFORM slipway.lose('SL005', of_key);
  END IF;
  INSERT INTO slipway.dead_letters (id, key, type, payload, error, attempts, parked_at)
    VALUES (slipway.message_name(head.id), head.key, head.type, head.payload, why, head.attempt, slipway.store_now());
  PERFORM slipway.bring_up(of_key);
  RETURN least(head.behind, 1);
END
$$;
