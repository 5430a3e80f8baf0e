package dev.slipway.adaptershttp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptershttp.endpoint.Dialect;
import dev.slipway.adaptershttp.endpoint.Root;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How connections are dealt out to event loops. */
class ListenersTest {

  private static final long DEADLINE_SECONDS = 60;
  private static final int LOOPS = 2;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
  private final TestPlatform platform = new TestPlatform();
  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void close_everything() throws Exception {
    clients.forEach(RawClient::close);
    vertx.close().await(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void while_one_loop_stands_connections_on_others_are_answered() throws Exception {
    try (var server = serve()) {
      for (int i = 0; i < 2 * LOOPS; i++) {
        var client = new RawClient(server.address());
        clients.add(client);
        assertThat(ask(client).get(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo(404);
      }

      for (var loop : loops()) {
        var freed = new CountDownLatch(1);
        stop(loop, freed);

        var answers = clients.stream().map(ListenersTest::ask).toList();

        var first = CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new));
        assertThat(first.get(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo(404);
        freed.countDown();
        for (var answer : answers) {
          assertThat(answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo(404);
        }
      }
    }
  }

  @Test
  void two_servers_on_the_same_event_loops_have_each_a_free_port_of_its_own() {
    try (var one = serve();
        var other = serve()) {
      assertThat(one.address().getPort()).isPositive().isNotEqualTo(other.address().getPort());
    }
  }

  private RunningServer serve() {
    return HttpServer.start(
        vertx,
        HttpSettings.onLoopback(),
        new Dispatcher(platform, platform),
        List.of(new Root("", Dialect.plain(), List.of())),
        new SimpleMeterRegistry());
  }

  /** One context on each event loop. */
  private List<Context> loops() throws Exception {
    var contexts = new CopyOnWriteArrayList<Context>();
    var deployed =
        vertx.deployVerticle(
            () ->
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    contexts.add(context);
                    return Future.succeededFuture();
                  }
                },
            new DeploymentOptions().setInstances(LOOPS));
    assertThat(deployed.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isNotEmpty();
    return contexts;
  }

  private static void stop(Context loop, CountDownLatch freed) throws InterruptedException {
    var standing = new CountDownLatch(1);
    loop.runOnContext(
        nothing -> {
          standing.countDown();
          try {
            assertThat(freed.await(2 * DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(standing.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private static CompletableFuture<Integer> ask(RawClient client) {
    var answer = new CompletableFuture<Integer>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                var asked = client.send("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n");
                answer.complete(asked.reply().status());
              } catch (IOException | UncheckedIOException e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }
}
