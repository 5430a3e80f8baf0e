package dev.slipway.benchmarks.serving;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.benchmarks.database.Postgres;
import dev.slipway.benchmarks.database.Seeding;
import dev.slipway.benchmarks.database.SqlRecorder;
import dev.slipway.benchmarks.server.ServerProcess;
import dev.slipway.domain.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A filled database, who may ask about it, and which SQL a server runs to answer.
 *
 * @param database where it is
 * @param owner a token of the organization {@code bench}, which owns all providers
 * @param tenants a token of each of {@code tenant1…}
 * @param seeding how it was filled
 * @param sql what a server runs
 */
record World(
    PostgresSettings database, String owner, List<String> tenants, Seeding seeding, Sql sql) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration DELIVERY = Duration.ofMinutes(5);
  private static final String TEMPLATE = "bench/template";
  private static final String REGISTERED = "bench/registered";
  private static final String IMAGE = "registry.example/runtime:1";

  /** About what one property of a schema takes. */
  private static final int PROPERTY_BYTES = 130;

  /**
   * What a server runs for each operation, as it was heard.
   *
   * @param version get of one version
   * @param versions a page of versions
   * @param provider a provider with its latest version
   * @param installation get of one installation
   * @param installations a page of a tenant's installations
   * @param publishing what a publication looks at first
   * @param publication its commit
   * @param scene what an installation looks at first
   * @param installing its commit
   * @param registration what a heartbeat looks at first
   * @param heartbeat its commit
   * @param prepared every statement that a server has ready, these among them
   */
  record Sql(
      String version,
      String versions,
      String provider,
      String installation,
      String installations,
      String publishing,
      List<String> publication,
      String scene,
      List<String> installing,
      String registration,
      List<String> heartbeat,
      Set<String> prepared) {}

  /** Makes one with so many rows, whose versions have no schema. */
  static World make(PostgresSettings database, int tenants, int rows) throws InterruptedException {
    return make(database, tenants, rows, 0);
  }

  /**
   * Makes one with so many rows.
   *
   * @param schema about how many bytes the schema of each version has; 0 for none
   */
  static World make(PostgresSettings database, int tenants, int rows, int schema)
      throws InterruptedException {
    var owner =
        ServerProcess.command(
            List.of(
                "token",
                "create",
                "--organization",
                "bench",
                "--scope",
                "*",
                "--scope",
                "console",
                "--store",
                Postgres.url(database)));
    var tokens = new ArrayList<String>();
    World world;
    try (var recorder = SqlRecorder.before(database);
        var server =
            ServerProcess.start(
                List.of(),
                List.of(
                    "--store",
                    Postgres.url(recorder.settings()),
                    "--runtimes",
                    "external",
                    "--registration-deadline",
                    "1s"))) {
      var api = new Api(server.address());
      api.post(
          "/console/runtime/versions",
          owner,
          Json.object().put("version", "1.0.0").put("image_url", IMAGE).build());
      for (int i = 1; i <= tenants; i++) {
        var made =
            api.post(
                "/console/tokens",
                owner,
                Json.object().put("organization_id", "tenant" + i).build());
        tokens.add(Api.text(made, "token"));
      }
      var heard = new Hearing(api, database, recorder, owner, tokens.getFirst(), schema);
      var registration = heard.templates();
      var seeding =
          new Seeding(database, new Seeding.Templates(TEMPLATE, "tenant1", registration.id()));
      world = new World(database, owner, List.copyOf(tokens), seeding, heard.sql(registration));
    }
    world.seeding().fill(rows);
    return world;
  }

  /** A runtime that has registered. */
  record Registration(String id, String token) {}

  /**
   * Waits until nobody has a message to work on, as far as nobody writes another one.
   *
   * @throws IllegalStateException when that takes longer than {@link #DELIVERY}
   */
  static void awaitDelivery(PostgresSettings database) throws InterruptedException {
    long deadline = System.nanoTime() + DELIVERY.toNanos();
    while (Postgres.count(database, "SELECT count(*) FROM slipway.heads") > 0) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("Messages were not delivered within " + DELIVERY);
      }
      Thread.sleep(20);
    }
  }

  private static void await(Api api, String tenant, String provider, String state)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var path = "/providers/installed/" + provider;
    while (!Api.text(api.get(path, tenant), "lifecycle_state").equals(state)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(provider + " did not become " + state);
      }
      Thread.sleep(5);
    }
  }

  /** Registers a runtime for an installation, as whoever runs one by hand would. */
  static Registration registerWhenAsked(Api api, String tenant, String provider)
      throws InterruptedException {
    await(api, tenant, provider, "processing");
    var issued =
        api.post(
            "/providers/installed/" + provider + "/runtime-token", tenant, Json.object().build());
    var welcome =
        api.post(
            "/runtime/v1/registrations",
            Api.text(issued, "token"),
            Json.object()
                .put("provider", provider)
                .put("version", "1.0.0")
                .put("instance_id", "instance")
                .build());
    return new Registration(Api.text(welcome, "id"), Api.text(welcome, "token"));
  }

  static Json publication(String provider, String version, int schema) {
    var publication =
        Json.object()
            .put("name", provider)
            .put("version", version)
            .put("wheel_url", "https://wheels.example/bench-" + version + "-py3-none-any.whl");
    return (schema == 0 ? publication : publication.put("config_schema", schema(schema))).build();
  }

  /** A schema as people write them, of about so many bytes. */
  private static Json schema(int bytes) {
    var properties = Json.object();
    for (int i = 0; i < Math.max(1, bytes / PROPERTY_BYTES); i++) {
      properties.put(
          "setting_" + i,
          Json.object()
              .put("type", i % 2 == 0 ? "string" : "integer")
              .put("title", "Setting number " + i)
              .put("description", "What the provider does with setting number " + i)
              .build());
    }
    return Json.object().put("type", "object").put("properties", properties.build()).build();
  }

  static Json installation(String provider) {
    return Json.object().put("provider_name", provider).build();
  }

  /** Does everything once, and hears which SQL it is. */
  private record Hearing(
      Api api,
      PostgresSettings database,
      SqlRecorder recorder,
      String owner,
      String tenant,
      int schema) {

    Registration templates() throws InterruptedException {
      api.post("/provider-versions", owner, publication(TEMPLATE, "1.0.0", schema));
      api.post("/provider-versions", owner, publication(REGISTERED, "1.0.0", schema));
      api.post("/providers/install", tenant, installation(TEMPLATE));
      api.post("/providers/install", tenant, installation(REGISTERED));
      var registration = registerWhenAsked(api, tenant, REGISTERED);
      await(api, tenant, TEMPLATE, "failed");
      return registration;
    }

    /**
     * Forgets what was said, once nobody works on a message any more: what is heard next is what
     * the next operation says, and only behind it what follows from it.
     */
    private void quiet() throws InterruptedException {
      awaitDelivery(database);
      recorder.forget();
    }

    Sql sql(Registration registration) throws InterruptedException {
      quiet();
      api.ask("/providers/" + TEMPLATE + "/versions/1.0.0", owner);
      var version = recorder.statement("FROM slipway.provider_versions v");
      quiet();
      api.ask("/providers/" + TEMPLATE + "/versions?limit=20", owner);
      var versions = recorder.statement("slipway.version_totals");
      quiet();
      api.ask("/providers/" + TEMPLATE, owner);
      var provider = recorder.statement("slipway.providers p");
      quiet();
      api.ask("/providers/installed/" + TEMPLATE, tenant);
      var installation = recorder.statement("slipway.installations i");
      quiet();
      api.ask("/providers/installed?limit=20", tenant);
      var installations = recorder.statement("slipway.installation_totals");
      quiet();
      api.post("/provider-versions", owner, publication(TEMPLATE, "1.0.1", schema));
      var publishing = recorder.statement("v_document");
      var publication = recorder.transaction("INSERT INTO slipway.provider_versions");
      api.post("/provider-versions", owner, publication("bench/other", "1.0.0", schema));
      quiet();
      api.post("/providers/install", tenant, installation("bench/other"));
      var scene = recorder.statement("highest ON $3");
      var installing = recorder.transaction("INSERT INTO slipway.installations");
      quiet();
      api.post(
          "/runtime/v1/registrations/" + registration.id() + "/heartbeat",
          registration.token(),
          Json.object().build());
      var beating = recorder.statement("g_document");
      var heartbeat = recorder.transaction("UPDATE slipway.registrations");
      return new Sql(
          version,
          versions,
          provider,
          installation,
          installations,
          publishing,
          publication,
          scene,
          installing,
          beating,
          heartbeat,
          recorder.prepared());
    }
  }
}
