package dev.slipway.adapterspostgres;

import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.portstck.sample.PackageSample;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Given;

/** Fills a database with a hundred thousand rows of everything, made of one of each. */
final class ManyRows {

  /** So many of everything. */
  static final int ROWS = 100_000;

  /** The provider that has a hundred thousand versions. */
  static final String OLD = "acme/old";

  /** The package that has a hundred thousand versions. */
  static final PackageSample OLD_PACKAGE = Samples.aPackage("acme", "old");

  private static final String ONE = "acme/one";

  private ManyRows() {}

  /** Fills a database through a store and by statements, and lets the server look at it. */
  static void fill(TestDatabase database, Store store) {
    oneOfEach(store);
    for (String sql : SQL.split(";\n", -1)) {
      database.execute(sql);
    }
    database.execute("ANALYZE");
  }

  private static void oneOfEach(Store store) {
    var given = new Given(store);
    given.published(ONE, "1.0.0");
    given.published(OLD, "0.0.1");
    given.token(Samples.aToken("acme").called("tok_one").token());
    given.committed(new Change.PutRuntimeVersion(Samples.aRuntimeVersion("0.0.1")));
    var installation =
        Samples.anInstallation("tenant", ONE).registration(new RegistrationId("reg_one")).ready();
    given.installation(installation);
    given.registration(Samples.aRegistration(installation).called("reg_one").healthy());
    given.messages(Samples.aMessage("key", "DO"));
    given.committed(new Change.Keep(Samples.aKeptAnswer("acme", "one")));
    given.committed(
        new Change.PutOrganization(Samples.anOrganization("many"), new Expected.Absent()));
    given.aPackage(OLD_PACKAGE);
    given.registryConnection(Samples.aRegistryConnection("acme", "one", "registry.example.org"));
  }

  /** One of the tenants that have ten installations each. */
  static InstallationId installation(int number) {
    return Samples.installationId("t" + number / 10, "acme/p" + number % 10);
  }

  private static final String KEY_OF_PATCH =
      """
      '\\x01310130'::bytea || set_byte('\\x00', 0, length(i::text)) || convert_to(i::text, 'UTF8')\
      """;

  private static final String SQL =
      """
      INSERT INTO slipway.organizations (id, slug, revision, name, created_at)
        SELECT 'org' || i, 'org' || i, 1, 'name', now() FROM generate_series(1, 100000) i;
      INSERT INTO slipway.tokens
          (id, digest, organization, revision, name, scopes, created_at)
        SELECT 'tok_' || i, encode(sha256(i::text::bytea), 'hex'), 'org' || i / 10, 1, '', '{*}',
            now()
          FROM generate_series(10, 100000) i;
      INSERT INTO slipway.providers
          (canonical, owner, deleted, edition, revision, published, existing, installed,
           display_folded, description_folded, tags, document)
        SELECT 'acme/p' || i, 'org' || i / 10, i % 50 = 0, 0, 1, (i % 10 <> 0)::integer, 1, 1,
            'name ' || md5(i::text), 'description ' || md5((i * 7)::text),
            ARRAY['t' || i % 1000], document
          FROM generate_series(0, 100000) i, slipway.providers WHERE canonical = 'acme/one';
      INSERT INTO slipway.provider_versions
          (provider, version_key, version, pre_release, edition, published, revision, document)
        SELECT 'acme/p' || i, v.version_key, v.version, false, 0, true, 1, v.document
          FROM generate_series(0, 100000) i, slipway.provider_versions v
          WHERE v.provider = 'acme/one';
      INSERT INTO slipway.provider_versions
          (provider, version_key, version, pre_release, edition, published, revision, document)
        SELECT 'acme/old', KEY || '\\x03'::bytea, '1.0.' || i, false, 0, i % 7 <> 0, 1, v.document
          FROM generate_series(1, 100000) i, slipway.provider_versions v
          WHERE v.provider = 'acme/one';
      INSERT INTO slipway.provider_versions
          (provider, version_key, version, pre_release, edition, published, revision, document)
        SELECT 'acme/old', '\\x0132'::bytea || substr(KEY, 3) || '\\x0272630000'::bytea,
            '2.0.' || i || '-rc', true, 0, true, 1, v.document
          FROM generate_series(1, 100000) i, slipway.provider_versions v
          WHERE v.provider = 'acme/one';
      INSERT INTO slipway.runtime_versions
          (version_key, version, pre_release, image_url, released_at)
        SELECT KEY || '\\x0272630000'::bytea, '1.0.' || i || '-rc', true, 'image', now()
          FROM generate_series(1, 100000) i;
      INSERT INTO slipway.installations
          (organization, provider, revision, incarnation, registration, automatic,
           registration_due_at, document)
        SELECT 't' || i / 10, 'acme/p' || i % 10, 1, 'ins', 'reg_' || i, i % 2 = 0,
            CASE WHEN i % 3 = 0 THEN now() + i * interval '1 second' END, document
          FROM generate_series(0, 100000) i, slipway.installations WHERE organization = 'tenant';
      INSERT INTO slipway.installations
          (organization, provider, revision, incarnation, registration, automatic, document)
        SELECT 'many', 'acme/p' || i, 1, 'ins', NULL, true, document
          FROM generate_series(0, 100000) i, slipway.installations WHERE organization = 'tenant';
      INSERT INTO slipway.registrations
          (id, organization, provider, incarnation, instance, revision, pointed, healthy,
           heard_minute, heard_at, document)
        SELECT 'reg_' || i, 't' || i / 10, 'acme/p' || i % 10, 'ins', 'one', 1, i % 2 = 0, true,
            floor(extract(epoch FROM now()) / 60) + i / 60, now() + i * interval '1 second', document
          FROM generate_series(0, 100000) i, slipway.registrations WHERE id = 'reg_one';
      INSERT INTO slipway.packages
          (organization, id, repository, etag, latest_id, latest_version, latest_key,
           latest_pre_release, created_at, document)
        SELECT CASE WHEN i % 2 = 0 THEN 'many' ELSE 't' || i / 10 END, 'pkg_p' || i,
            'oci://a.example.org/p' || i, 1, 'pkgv_p' || i, latest_version, latest_key,
            latest_pre_release, now() - i * interval '1 second', document
          FROM generate_series(1, 200000) i, slipway.packages WHERE id = 'pkg_old';
      INSERT INTO slipway.package_versions
          (organization, package, version_key, id, version, created_at, document, input_schema)
        SELECT organization, package, KEY || '\\x03'::bytea, 'pkgv_v' || i, '1.0.' || i,
            now() - i * interval '1 second', document, input_schema
          FROM generate_series(1, 100000) i, slipway.package_versions WHERE package = 'pkg_old';
      INSERT INTO slipway.registry_connections
          (organization, id, host, type, created_at, document, credential)
        SELECT CASE WHEN i % 2 = 0 THEN 'many' ELSE 't' || i / 10 END, 'rcon_r' || i,
            'r' || i || '.example.org', type, now() - i * interval '1 second', document, credential
          FROM generate_series(1, 200000) i, slipway.registry_connections WHERE id = 'rcon_one';
      INSERT INTO slipway.kept_answers
        SELECT 'acme', route, 'k' || i, fingerprint, status, body, now() + i * interval '1 minute'
          FROM generate_series(1, 100000) i, slipway.kept_answers WHERE key = 'one';
      INSERT INTO slipway.leases (name, holder, ends_at)
        SELECT 'lease/' || i, 'me', now() - i * interval '1 second'
          FROM generate_series(1, 100000) i;
      INSERT INTO slipway.heads (key, id, type, payload, attempt, due_at, behind)
        SELECT 'key' || i, nextval('slipway.message_ids'), type, payload, 0,
            now() - interval '1 hour' + i * interval '1 second', 0
          FROM generate_series(1, 100000) i, slipway.heads WHERE key = 'key';
      UPDATE slipway.heads SET behind = 100000 WHERE key = 'key1';
      INSERT INTO slipway.backlog (key, id, type, payload)
        SELECT 'key1', nextval('slipway.message_ids'), type, payload
          FROM generate_series(1, 100000) i, slipway.heads WHERE key = 'key';
      INSERT INTO slipway.dead_letters
        SELECT slipway.message_name(i), key, type, payload, 'error', 1, now()
          FROM generate_series(1000000, 1100000) i, slipway.heads WHERE key = 'key'
      """
          .replace("KEY", KEY_OF_PATCH);
}
