-- The tables of the foundation: tenants, the catalogue, installations, what runs, messages, leases.
--
-- Read before changing anything here:
--   * This file is for ever. A change is a new file, and safe while servers of the previous release still run.
--   * One row an aggregate: its revision, the columns that statements look at, and the rest as a document. Documents are
--     text and not jsonb, because jsonb changes numbers and the order of keys.
--   * Text that is sorted or compared has COLLATE "C": the order of code points, whatever the database was made with.
--   * The tenant leads every index of a tenant's table.
--   * Every name is written with its schema, so that nothing depends on a search path.

-- The clock of the store, by which messages become due and leases end. Tests replace this function; nothing else may.
CREATE FUNCTION slipway.store_now() RETURNS timestamptz
  LANGUAGE sql VOLATILE PARALLEL SAFE
  RETURN clock_timestamp();

-- Ends the transaction because an expectation does not hold. Everything that was sent behind it is void. The codes are
-- known to the class Losses; what was lost is known to whoever sent the statement.
CREATE FUNCTION slipway.lose(code text, detail text) RETURNS integer
  LANGUAGE plpgsql VOLATILE
  AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = code, MESSAGE = 'an expectation does not hold', DETAIL = detail;
END
$$;

-- Sums that would cost a scan, moved in the same transaction as what they count. Several shards, so that commits about
-- different things seldom wait for each other. What is added is counted once a statement and not once a row, so that
-- many rows can be added at once.
CREATE TABLE slipway.totals (
  name text COLLATE "C" NOT NULL,
  shard integer NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (name, shard)
);

-- Tenants and their tokens.

CREATE TABLE slipway.organizations (
  id text COLLATE "C" PRIMARY KEY,
  slug text COLLATE "C" NOT NULL CONSTRAINT organizations_slug UNIQUE,
  revision bigint NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE slipway.tokens (
  id text COLLATE "C" PRIMARY KEY,
  digest text COLLATE "C" NOT NULL CONSTRAINT tokens_digest UNIQUE,
  organization text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  name text NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
) WITH (fillfactor = 90);

CREATE INDEX tokens_of_organization ON slipway.tokens (organization, created_at, id);

-- The catalogue. A provider's versions of earlier editions stay as they are; statements join on the current edition.

CREATE TABLE slipway.providers (
  canonical text COLLATE "C" PRIMARY KEY,
  owner text COLLATE "C",
  deleted boolean NOT NULL,
  edition integer NOT NULL,
  revision bigint NOT NULL,
  published bigint NOT NULL,
  existing bigint NOT NULL,
  installed bigint NOT NULL,
  listed boolean NOT NULL GENERATED ALWAYS AS (published > 0 AND NOT deleted) STORED,
  display_folded text COLLATE "C" NOT NULL,
  description_folded text COLLATE "C" NOT NULL,
  tags text[] NOT NULL,
  document text NOT NULL,
  CONSTRAINT providers_count_up CHECK (published >= 0 AND existing >= 0 AND installed >= 0)
) WITH (fillfactor = 80);

COMMENT ON COLUMN slipway.providers.owner IS 'the organization that owns it; null: the platform';

CREATE INDEX providers_listed ON slipway.providers (canonical) WHERE listed;
CREATE INDEX providers_of_owner ON slipway.providers (owner, canonical) WHERE NOT deleted;
CREATE INDEX providers_unlisted_of_owner ON slipway.providers (owner, canonical) WHERE NOT deleted AND NOT listed;
CREATE INDEX providers_tags ON slipway.providers USING gin (tags);

-- Searching needs no trigrams to be right, only to be fast: where the extension may not be made, it stays slow.
DO $$
DECLARE
  home text;
BEGIN
  BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
  EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
      RAISE NOTICE 'the extension pg_trgm is not available; searching the catalogue reads all of it';
  END;
  SELECT n.nspname INTO home
    FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname = 'pg_trgm';
  IF FOUND THEN
    EXECUTE format(
      'CREATE INDEX providers_search ON slipway.providers USING gin
         (canonical %1$I.gin_trgm_ops, display_folded %1$I.gin_trgm_ops, description_folded %1$I.gin_trgm_ops)', home);
  END IF;
END
$$;

CREATE FUNCTION slipway.providers_added() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
BEGIN
  INSERT INTO slipway.totals AS t (name, shard, n)
    SELECT 'listed', hashtext(canonical) & 15, count(*) FROM added WHERE listed GROUP BY 2 ORDER BY 2
    ON CONFLICT (name, shard) DO UPDATE SET n = t.n + excluded.n;
  RETURN NULL;
END
$$;

CREATE FUNCTION slipway.provider_listed() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
BEGIN
  INSERT INTO slipway.totals AS t (name, shard, n)
    VALUES ('listed', hashtext(NEW.canonical) & 15, CASE WHEN NEW.listed THEN 1 ELSE -1 END)
    ON CONFLICT (name, shard) DO UPDATE SET n = t.n + excluded.n;
  RETURN NULL;
END
$$;

CREATE TRIGGER providers_added AFTER INSERT ON slipway.providers
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION slipway.providers_added();
CREATE TRIGGER provider_listed AFTER UPDATE ON slipway.providers
  FOR EACH ROW WHEN (OLD.listed <> NEW.listed) EXECUTE FUNCTION slipway.provider_listed();

CREATE TABLE slipway.provider_versions (
  provider text COLLATE "C" NOT NULL,
  version_key bytea NOT NULL,
  version text COLLATE "C" NOT NULL,
  pre_release boolean NOT NULL,
  edition integer NOT NULL,
  published boolean NOT NULL,
  revision bigint NOT NULL,
  document text NOT NULL,
  PRIMARY KEY (provider, version_key)
);

CREATE INDEX versions_by_precedence ON slipway.provider_versions (provider, edition, version_key);
CREATE INDEX versions_published ON slipway.provider_versions (provider, edition, version_key) WHERE published;
CREATE INDEX versions_released ON slipway.provider_versions (provider, edition, version_key)
  WHERE published AND NOT pre_release;

CREATE TABLE slipway.version_totals (
  provider text COLLATE "C" NOT NULL,
  edition integer NOT NULL,
  versions bigint NOT NULL,
  published bigint NOT NULL,
  PRIMARY KEY (provider, edition)
) WITH (fillfactor = 80);

CREATE FUNCTION slipway.versions_added() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
BEGIN
  INSERT INTO slipway.version_totals AS t (provider, edition, versions, published)
    SELECT provider, edition, count(*), count(*) FILTER (WHERE published)
      FROM added GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (provider, edition)
      DO UPDATE SET versions = t.versions + excluded.versions, published = t.published + excluded.published;
  RETURN NULL;
END
$$;

CREATE FUNCTION slipway.version_changed() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
BEGIN
  UPDATE slipway.version_totals
    SET versions = versions - 1, published = published - OLD.published::integer
    WHERE provider = OLD.provider AND edition = OLD.edition;
  INSERT INTO slipway.version_totals AS t (provider, edition, versions, published)
    VALUES (NEW.provider, NEW.edition, 1, NEW.published::integer)
    ON CONFLICT (provider, edition)
      DO UPDATE SET versions = t.versions + 1, published = t.published + excluded.published;
  RETURN NULL;
END
$$;

CREATE TRIGGER versions_added AFTER INSERT ON slipway.provider_versions
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION slipway.versions_added();
CREATE TRIGGER version_changed AFTER UPDATE ON slipway.provider_versions
  FOR EACH ROW WHEN (OLD.edition <> NEW.edition OR OLD.published <> NEW.published)
  EXECUTE FUNCTION slipway.version_changed();

CREATE TABLE slipway.runtime_versions (
  version_key bytea PRIMARY KEY,
  version text COLLATE "C" NOT NULL,
  pre_release boolean NOT NULL,
  image_url text NOT NULL,
  changelog text,
  released_at timestamptz NOT NULL
);

CREATE INDEX runtime_versions_released ON slipway.runtime_versions (version_key) WHERE NOT pre_release;

CREATE FUNCTION slipway.runtime_versions_added() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
BEGIN
  INSERT INTO slipway.totals AS t (name, shard, n)
    SELECT 'runtime versions', 0, count(*) FROM added
    ON CONFLICT (name, shard) DO UPDATE SET n = t.n + excluded.n;
  RETURN NULL;
END
$$;

CREATE TRIGGER runtime_versions_added AFTER INSERT ON slipway.runtime_versions
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION slipway.runtime_versions_added();

-- Installations, and the runtimes that registered for them.

CREATE TABLE slipway.installations (
  organization text COLLATE "C" NOT NULL,
  provider text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  incarnation text COLLATE "C" NOT NULL,
  registration text COLLATE "C",
  automatic boolean NOT NULL,
  registration_due_at timestamptz,
  document text NOT NULL,
  PRIMARY KEY (organization, provider)
) WITH (fillfactor = 80);

CREATE INDEX installations_overdue ON slipway.installations (registration_due_at, organization, provider)
  WHERE registration_due_at IS NOT NULL;
CREATE INDEX installations_automatic ON slipway.installations (provider, organization) WHERE automatic;

CREATE TABLE slipway.installation_totals (
  organization text COLLATE "C" PRIMARY KEY,
  installations bigint NOT NULL
) WITH (fillfactor = 80);

-- A heartbeat changes heard_at, which is in no index, so that the row is changed in place; the indexes hold the minute.
-- pointed says whether the row's installation points to it.
CREATE TABLE slipway.registrations (
  id text COLLATE "C" PRIMARY KEY,
  organization text COLLATE "C" NOT NULL,
  provider text COLLATE "C" NOT NULL,
  incarnation text COLLATE "C" NOT NULL,
  instance text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  pointed boolean NOT NULL,
  healthy boolean NOT NULL,
  heard_minute bigint NOT NULL,
  heard_at timestamptz NOT NULL,
  document text NOT NULL,
  CONSTRAINT registrations_instance UNIQUE (organization, provider, incarnation, instance)
) WITH (fillfactor = 70);

CREATE INDEX registrations_beating ON slipway.registrations (heard_minute) WHERE pointed AND healthy;
CREATE INDEX registrations_stray ON slipway.registrations (heard_minute) WHERE NOT pointed;

CREATE FUNCTION slipway.installations_added() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
BEGIN
  INSERT INTO slipway.installation_totals AS t (organization, installations)
    SELECT organization, count(*) FROM added GROUP BY 1 ORDER BY 1
    ON CONFLICT (organization) DO UPDATE SET installations = t.installations + excluded.installations;
  RETURN NULL;
END
$$;

CREATE FUNCTION slipway.installation_removed() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
BEGIN
  UPDATE slipway.installation_totals SET installations = installations - 1
    WHERE organization = OLD.organization;
  RETURN NULL;
END
$$;

CREATE TRIGGER installations_added AFTER INSERT ON slipway.installations
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION slipway.installations_added();
CREATE TRIGGER installation_removed AFTER DELETE ON slipway.installations
  FOR EACH ROW EXECUTE FUNCTION slipway.installation_removed();

CREATE FUNCTION slipway.registration_pointed() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
BEGIN
  UPDATE slipway.registrations SET pointed = NOT pointed
    WHERE organization = NEW.organization AND provider = NEW.provider
      AND pointed <> (id IS NOT DISTINCT FROM NEW.registration);
  RETURN NULL;
END
$$;

CREATE TRIGGER installation_points AFTER UPDATE ON slipway.installations
  FOR EACH ROW WHEN (OLD.registration IS DISTINCT FROM NEW.registration)
  EXECUTE FUNCTION slipway.registration_pointed();

-- Answers that are given again.

CREATE TABLE slipway.kept_answers (
  organization text COLLATE "C" NOT NULL,
  route text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  fingerprint text NOT NULL,
  status integer NOT NULL,
  body text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (organization, route, key)
);

CREATE INDEX kept_answers_expired ON slipway.kept_answers (expires_at);

-- Leases, and the key with which runtime tokens are signed.

CREATE TABLE slipway.leases (
  name text COLLATE "C" PRIMARY KEY,
  holder text NOT NULL,
  ends_at timestamptz NOT NULL
) WITH (fillfactor = 70);

CREATE INDEX leases_ended ON slipway.leases (ends_at, name);

CREATE TABLE slipway.signing_key (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  secret text NOT NULL
);

-- Messages. A key has one head, which alone can be claimed, and a backlog in the order of ids. Whoever changes the line
-- of a key holds the lock of its head's row from then on; so ids in a backlog rise in the order of the commits.

CREATE SEQUENCE slipway.message_ids;

-- A message's id as others see it: texts that sort like the numbers.
CREATE FUNCTION slipway.message_name(id bigint) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN 'msg_' || lpad(id::text, 16, '0');

CREATE TABLE slipway.heads (
  key text COLLATE "C" PRIMARY KEY,
  id bigint NOT NULL,
  type text NOT NULL,
  payload text NOT NULL,
  attempt integer NOT NULL,
  token text,
  due_at timestamptz NOT NULL,
  behind bigint NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

COMMENT ON COLUMN slipway.heads.token IS 'the claim; null: nobody claimed it, or it was given back';
COMMENT ON COLUMN slipway.heads.due_at IS 'when it can be claimed; of a claimed one the end of the lease';
COMMENT ON COLUMN slipway.heads.behind IS 'how many messages of the key are in the backlog';

CREATE INDEX heads_due ON slipway.heads (due_at);

CREATE TABLE slipway.backlog (
  key text COLLATE "C" NOT NULL,
  id bigint NOT NULL,
  type text NOT NULL,
  payload text NOT NULL,
  PRIMARY KEY (key, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE slipway.dead_letters (
  id text COLLATE "C" PRIMARY KEY,
  key text COLLATE "C" NOT NULL,
  type text NOT NULL,
  payload text NOT NULL,
  error text NOT NULL,
  attempts integer NOT NULL,
  parked_at timestamptz NOT NULL
);

-- Adds messages, in this order, behind those of their keys. The keys must be sorted, so that two commits never wait for
-- each other in a circle.
CREATE FUNCTION slipway.append(keys text[], types text[], payloads text[]) RETURNS integer
  LANGUAGE plpgsql
  AS $$
DECLARE
  fresh bigint;
  head bigint;
BEGIN
  FOR i IN 1 .. cardinality(keys) LOOP
    fresh := nextval('slipway.message_ids');
    INSERT INTO slipway.heads AS h (key, id, type, payload, attempt, token, due_at, behind)
      VALUES (keys[i], fresh, types[i], payloads[i], 0, NULL, slipway.store_now(), 0)
      ON CONFLICT (key) DO UPDATE SET behind = h.behind + 1
      RETURNING h.id INTO head;
    IF head <> fresh THEN
      -- Drawn anew: the lock is held only now, and others may have added since.
      INSERT INTO slipway.backlog (key, id, type, payload)
        VALUES (keys[i], nextval('slipway.message_ids'), types[i], payloads[i]);
    END IF;
  END LOOP;
  RETURN cardinality(keys);
END
$$;

-- The head of a key is done with: the next message becomes the head, or the key is empty. The head is locked.
CREATE FUNCTION slipway.bring_up(of_key text) RETURNS void
  LANGUAGE plpgsql
  AS $$
DECLARE
  next slipway.backlog;
BEGIN
  DELETE FROM slipway.backlog b
    WHERE b.key = of_key
      AND b.id = (SELECT c.id FROM slipway.backlog c WHERE c.key = of_key ORDER BY c.id LIMIT 1)
    RETURNING * INTO next;
  IF FOUND THEN
    UPDATE slipway.heads
      SET id = next.id, type = next.type, payload = next.payload,
          attempt = 0, token = NULL, due_at = slipway.store_now(), behind = behind - 1
      WHERE key = of_key;
  ELSE
    DELETE FROM slipway.heads WHERE key = of_key;
  END IF;
END
$$;

-- The messages of these claims are done; lost (SL005) when one of the claims has ended. The keys must be sorted.
CREATE FUNCTION slipway.acknowledge(keys text[], tokens text[]) RETURNS integer
  LANGUAGE plpgsql
  AS $$
BEGIN
  FOR i IN 1 .. cardinality(keys) LOOP
    DELETE FROM slipway.heads WHERE key = keys[i] AND token = tokens[i] AND behind = 0;
    IF NOT FOUND THEN
      PERFORM FROM slipway.heads WHERE key = keys[i] AND token = tokens[i] FOR UPDATE;
      IF NOT FOUND THEN
        PERFORM slipway.lose('SL005', keys[i]);
      END IF;
      PERFORM slipway.bring_up(keys[i]);
    END IF;
  END LOOP;
  RETURN cardinality(keys);
END
$$;

-- The message of a claim becomes a dead letter; lost (SL005) when the claim has ended.
CREATE FUNCTION slipway.park(of_key text, by_token text, why text) RETURNS integer
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
  RETURN 1;
END
$$;

-- Removes the messages of a key that have one of these types, save one that is claimed under a lease which holds.
CREATE FUNCTION slipway.supersede(of_key text, of_types text[]) RETURNS integer
  LANGUAGE plpgsql
  AS $$
DECLARE
  head slipway.heads;
  removed bigint;
BEGIN
  SELECT * INTO head FROM slipway.heads WHERE key = of_key FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  IF head.behind > 0 THEN
    DELETE FROM slipway.backlog WHERE key = of_key AND type = ANY (of_types);
    GET DIAGNOSTICS removed = ROW_COUNT;
    IF removed > 0 THEN
      UPDATE slipway.heads SET behind = behind - removed WHERE key = of_key;
    END IF;
  END IF;
  IF head.type = ANY (of_types) AND (head.token IS NULL OR head.due_at <= slipway.store_now()) THEN
    PERFORM slipway.bring_up(of_key);
  END IF;
  RETURN 0;
END
$$;

-- Claims due heads, the longest due first. Heads that somebody else is changing at this moment are passed over.
--
-- The settings are here because the table is empty at one moment and large at the next, so that what is known of its size
-- misleads: the due heads must be read by their index, and no further than needed.
CREATE FUNCTION slipway.claim(most integer, lease interval)
  RETURNS TABLE (key text, id text, type text, payload text, attempt integer, token text, was_due_at timestamptz)
  LANGUAGE plpgsql
  SET enable_seqscan = off
  SET enable_bitmapscan = off
  SET enable_sort = off
  AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz := slipway.store_now();
  due record;
BEGIN
  FOR due IN
    SELECT h.key, h.due_at FROM slipway.heads h
      WHERE h.due_at <= moment
      ORDER BY h.due_at
      LIMIT most
      FOR UPDATE SKIP LOCKED
  LOOP
    RETURN QUERY
      UPDATE slipway.heads h
        SET attempt = h.attempt + 1, token = gen_random_uuid()::text, due_at = moment + lease
        WHERE h.key = due.key
        RETURNING
          h.key, slipway.message_name(h.id), h.type, h.payload, h.attempt, h.token, due.due_at;
  END LOOP;
END
$$;
