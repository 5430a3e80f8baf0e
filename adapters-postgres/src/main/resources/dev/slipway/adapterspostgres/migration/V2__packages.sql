-- Packages and their versions, credentials for registries, and organizations as workspaces.
--
-- Read before changing anything here: the head of V1__foundation.sql. Safe while servers of the previous release run:
-- they know none of the new tables, and what is added to old ones has a default that they need not name. The indexes on
-- old tables hold up writes to organizations and tokens while they are built, which takes about a second for each million.

-- A version moves its package's etag and latest version, none of which is in an index, so that the row is changed in place.
CREATE TABLE slipway.packages (
  organization text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  repository text COLLATE "C",
  etag bigint NOT NULL,
  latest_id text COLLATE "C" NOT NULL,
  latest_version text COLLATE "C" NOT NULL,
  latest_key bytea NOT NULL,
  latest_pre_release boolean NOT NULL,
  created_at timestamptz NOT NULL,
  document text NOT NULL,
  PRIMARY KEY (organization, id),
  CONSTRAINT packages_repository UNIQUE (organization, repository)
) WITH (fillfactor = 80);

COMMENT ON COLUMN slipway.packages.repository IS 'the canonical oci:// text; null: the platform makes the versions itself';

CREATE INDEX packages_newest ON slipway.packages (organization, created_at, id);

-- A row never changes. The schema is as compact as it was counted when it was judged.
CREATE TABLE slipway.package_versions (
  organization text COLLATE "C" NOT NULL,
  package text COLLATE "C" NOT NULL,
  version_key bytea NOT NULL,
  id text COLLATE "C" NOT NULL,
  version text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  document text NOT NULL,
  input_schema text NOT NULL,
  PRIMARY KEY (organization, package, version_key),
  CONSTRAINT package_versions_id UNIQUE (organization, id)
);

CREATE INDEX package_versions_newest ON slipway.package_versions (organization, package, created_at, id);

CREATE TABLE slipway.registry_connections (
  organization text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  host text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  document text NOT NULL,
  credential text NOT NULL,
  PRIMARY KEY (organization, id),
  CONSTRAINT registry_connections_host UNIQUE (organization, host)
) WITH (fillfactor = 80);

COMMENT ON COLUMN slipway.registry_connections.credential IS 'JSON, or sealed';

CREATE INDEX registry_connections_newest ON slipway.registry_connections (organization, created_at, id);

-- How a token's secret begins; of tokens from before this was noted, and of those that servers of the previous release
-- still make, the scheme alone.
ALTER TABLE slipway.tokens ADD COLUMN prefix text NOT NULL DEFAULT 'slp_';

CREATE INDEX tokens_newest ON slipway.tokens (organization, created_at, id) WHERE revoked_at IS NULL;

-- The workspace that an organization is, as the domain's WorkspaceId has it. Ids have only letters, digits, _ and -, so
-- that the bytes of one are its characters.
CREATE FUNCTION slipway.workspace(organization text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN CASE
    WHEN organization COLLATE "C" ~ '^ws_[0-9a-hjkmnp-tv-z]{26}$'
      AND organization COLLATE "C" !~ '^ws_0[0-9a-f]{25}$' THEN organization
    ELSE 'ws_0' || left(encode(sha256(decode(organization, 'escape')), 'hex'), 25)
  END;

CREATE UNIQUE INDEX organizations_workspace ON slipway.organizations ((slipway.workspace(id) COLLATE "C"));
CREATE INDEX organizations_newest ON slipway.organizations (created_at, id);
