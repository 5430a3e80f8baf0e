-- Claiming and acknowledging beside somebody who appends to the same keys.
--
-- Read before changing anything here: the head of V1__foundation.sql. Safe while servers of the previous release run: the
-- functions keep their names, what they are given, what they answer, and the order in which they lock.
--
-- PostgreSQL judges a row anew when another transaction changed it first, and of a statement that joins what it changes
-- with a list it then passes over all but the first of the list. So no statement here changes rows that it joins, unless
-- it has locked them in a statement before.

-- The messages of these claims are done; lost (SL005) when one of the claims has ended. The keys must be sorted: they are
-- locked in their order. Behind a head that ends, the next message of its key becomes the head. Answers how many did.
CREATE OR REPLACE FUNCTION slipway.acknowledge(keys text[], tokens text[]) RETURNS integer
  LANGUAGE plpgsql
  SET enable_seqscan = off
  SET enable_bitmapscan = off
  AS $$
DECLARE
  claims jsonb := jsonb_object(keys, tokens);
  done text[];
  waiting text[];
  counts bigint[];
BEGIN
  -- Found by the index, and so in the order of their keys. Joined with nothing: somebody may be appending to one of them.
  WITH ended AS (
    DELETE FROM slipway.heads h
      WHERE h.key = ANY (keys) AND h.token = claims ->> h.key
      RETURNING h.key, h.behind)
  SELECT array_agg(key), array_agg(key) FILTER (WHERE behind > 0), array_agg(behind) FILTER (WHERE behind > 0)
    INTO done, waiting, counts
    FROM ended;
  IF coalesce(cardinality(done), 0) < cardinality(keys) THEN
    PERFORM slipway.lose('SL005', c.key)
      FROM unnest(keys) AS c (key)
      WHERE done IS NULL OR c.key <> ALL (done);
    -- All keys are done, and one of them has two claims here: one of those has ended.
    PERFORM slipway.lose('SL005', c.key) FROM unnest(keys) AS c (key) GROUP BY c.key HAVING count(*) > 1;
  END IF;
  IF waiting IS NOT NULL THEN
    -- A statement of its own, so that it sees what was added while the heads were waited for. What is behind a head
    -- changes only under the lock of the head, and so stays where it was found. Why keys are compared with BETWEEN stands
    -- at the head of V3__delivery.sql.
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
  keys text[];
  dues timestamptz[];
BEGIN
  WITH due AS MATERIALIZED (
    SELECT h.key, h.due_at FROM slipway.heads h
      WHERE h.due_at <= moment
      ORDER BY h.due_at
      LIMIT most
      FOR UPDATE SKIP LOCKED)
  SELECT array_agg(due.key), array_agg(due.due_at) INTO keys, dues FROM due;
  IF keys IS NOT NULL THEN
    -- A statement of its own: to one that began before somebody appended, the locked head is an old one.
    RETURN QUERY
      UPDATE slipway.heads h
        SET attempt = h.attempt + 1, token = drawn || h.id, due_at = moment + lease
        FROM unnest(keys, dues) AS due (key, due_at)
        WHERE h.key BETWEEN due.key AND due.key
        RETURNING
          h.key, slipway.message_name(h.id), h.type, h.payload, h.attempt, h.token, due.due_at;
  END IF;
END
$$;
