package dev.slipway.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.harness.Client;
import dev.slipway.app.harness.Slipway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers and databases that are killed under load, and the books that are checked afterwards. */
class CrashTest {

  private static final int TENANTS = 40;

  private final Path temporary;
  private final String data;

  CrashTest(@TempDir Path temporary) {
    this.temporary = temporary;
    this.data = temporary.resolve("data").toString();
  }

  private Slipway serve(String... more) {
    var line =
        new ArrayList<>(
            List.of(
                "serve",
                "--dev",
                "--runtimes",
                "simulated",
                "--lease",
                "1s",
                "--retry-base",
                "100ms",
                "--port",
                "0"));
    line.addAll(List.of(more));
    return Slipway.start(temporary, line.toArray(String[]::new));
  }

  private static String[] as(int tenant) {
    return new String[] {"Authorization", "Bearer dev:tenant-" + tenant};
  }

  private static void publish(Client client, String version) {
    var status =
        client
            .post(
                "/provider-versions",
                """
                {"name": "dev/hello", "version": "%s",
                 "wheel_url": "https://wheels.example/hello-%s-py3-none-any.whl?simulate=delay:300ms"}
                """
                    .formatted(version, version))
            .status();
    assertThat(status).isEqualTo(201);
  }

  private static void prepare(Client client) {
    client.post(
        "/console/runtime/versions", "{\"version\":\"1.0.0\",\"image_url\":\"example/x:1\"}");
    publish(client, "1.0.0");
    publish(client, "1.1.0");
  }

  private static boolean isReady(Client client, int tenant, String version) {
    var answer = client.get("/providers/installed/dev/hello", as(tenant));
    return answer.status() == 200
        && answer.text("/lifecycle_state").equals("ready")
        && answer.text("/current_version").equals(version);
  }

  private static boolean allReady(Client client, String version) {
    return IntStream.range(0, TENANTS).allMatch(tenant -> isReady(client, tenant, version));
  }

  private static long installCount(Client client) {
    return client.get("/providers/dev/hello").body().at("/install_count").asLong();
  }

  @Test
  void a_server_killed_in_the_middle_of_installs_finishes_them_when_it_is_started_again() {
    try (var killed = serve("--data", data);
        var client = new Client(killed.address())) {
      prepare(client);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        all(threads, tenant -> insists(client, tenant));
      }
      killed.signal("KILL");
      killed.ended();
    }

    try (var next = serve("--data", data);
        var client = new Client(next.address())) {
      Slipway.await("all installed", () -> allReady(client, "1.0.0"));

      assertThat(installCount(client)).isEqualTo(TENANTS);
      assertThat(next.stop().exitCode()).isZero();
    }
  }

  @Test
  void two_servers_on_one_database_share_the_work_and_one_takes_over_the_others() {
    try (var survivor = serve("--data", data);
        var one = new Client(survivor.address());
        var killed = serve("--store", Slipway.embeddedStore(Path.of(data)));
        var other = new Client(killed.address())) {
      prepare(one);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        all(threads, tenant -> insists(tenant % 2 == 0 ? one : other, tenant));
        killed.signal("KILL");
        killed.ended();
        Slipway.await("all installed", () -> allReady(one, "1.0.0"));
      }

      assertThat(installCount(one)).isEqualTo(TENANTS);
      assertThat(survivor.stop().exitCode()).isZero();
    }
  }

  @Test
  void a_database_killed_under_load_loses_nothing_that_was_acknowledged() {
    try (var server = serve("--data", data);
        var client = new Client(server.address())) {
      prepare(client);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var load = threads.submit(() -> all(threads, tenant -> insists(client, tenant)));
        Slipway.await("some installed", () -> installs(client) > TENANTS / 10);
        Slipway.signal(postmaster(), "KILL");
        await(load);
      }
      Slipway.await("all installed", () -> allReady(client, "1.0.0"));

      assertThat(installCount(client)).isEqualTo(TENANTS);
      assertThat(client.get("/ready").status()).isEqualTo(200);
      assertThat(server.stop().exitCode()).isZero();
    }
  }

  /** Asks for an installation until it is told that there is one, however often that is needed. */
  private static void insists(Client client, int tenant) {
    Slipway.await(
        "an answer for tenant " + tenant,
        () -> {
          int status =
              client
                  .post(
                      "/providers/install",
                      "{\"provider_name\": \"dev/hello\", \"version\": \"1.0.0\"}",
                      "Authorization",
                      "Bearer dev:tenant-" + tenant,
                      "Idempotency-Key",
                      "install-" + tenant)
                  .status();
          // 503: not now; the answer says when to ask again.
          assertThat(status).isIn(201, 503);
          return status == 201;
        });
  }

  private static long installs(Client client) {
    var answer = client.get("/providers/dev/hello");
    return answer.status() == 200 ? answer.body().at("/install_count").asLong() : 0;
  }

  private long postmaster() {
    try {
      return Long.parseLong(
          Files.readAllLines(Path.of(data, "postgresql/cluster-18/postmaster.pid")).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Tenant {
    void does(int tenant);
  }

  private static void all(ExecutorService threads, Tenant work) {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < TENANTS; i++) {
      int tenant = i;
      running.add(threads.submit(() -> work.does(tenant)));
    }
    running.forEach(CrashTest::await);
  }

  private static void await(Future<?> one) {
    try {
      one.get(Slipway.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
