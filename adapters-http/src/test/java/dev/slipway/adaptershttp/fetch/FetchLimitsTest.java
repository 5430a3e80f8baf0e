package dev.slipway.adaptershttp.fetch;

import static dev.slipway.adaptershttp.fetch.FetchWorld.NAME;
import static dev.slipway.adaptershttp.fetch.FetchWorld.THE_WHEEL;
import static dev.slipway.adaptershttp.fetch.FetchWorld.WHEEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.ports.driven.wheel.Wheels;
import dev.slipway.ports.driven.wheel.Wheels.Fetched;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FetchLimitsTest {
  private static final int MIB = 1024 * 1024;

  private final FetchWorld world = new FetchWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private Wheels wheels(int atOnce, Duration limit) {
    return HttpWheels.create(
        FetchWorld.VERTX, world.settings().withAtOnce(atOnce).withTimeLimit(limit));
  }

  @Test
  void no_more_fetches_run_at_once_than_allowed() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var together = new CountDownLatch(2);
    world
        .server()
        .on(
            NAME,
            exchange -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              // As many as are allowed meet; one too many has a while to come, too.
              together.countDown();
              await(together);
              exchange.wait(50, TimeUnit.MILLISECONDS);
              running.decrementAndGet();
              exchange.answer("200 OK", WHEEL);
            });
    Wheels wheels = wheels(2, Duration.ofMinutes(1));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var fetches =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> wheels.digest(world.url())))
              .toList();

      for (Future<Fetched> fetch : fetches) {
        assertThat(fetch.get(60, TimeUnit.SECONDS)).isEqualTo(THE_WHEEL);
      }
    }

    assertThat(most).hasValue(2);
  }

  @Test
  void waiting_for_ones_turn_counts() throws Exception {
    FetchWorld.offering(world.server());
    var settings = world.settings().withAtOnce(1).withTimeLimit(Duration.ofSeconds(3));
    var fetch = new GuardedFetch(FetchWorld.VERTX, settings, AddressGuard::isPublic);
    var turnTaken = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          threads.submit(
              () ->
                  fetch.fetch(
                      world.url().url(),
                      MIB,
                      bytes -> {
                        turnTaken.countDown();
                        await(goOn);
                      }));
      await(turnTaken);

      var second = threads.submit(() -> fetch.fetch(world.url().url(), MIB, bytes -> {}));

      assertThat(second.get(60, TimeUnit.SECONDS))
          .isEqualTo(new GuardedFetch.Outcome.Failed("timeout"));
      assertThat(world.server().connections()).as("the second never had a turn").isOne();
      goOn.countDown();
      assertThat(first.get(60, TimeUnit.SECONDS)).isNotNull();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_turn_is_given_back_whatever_the_fetch_ends_in() {
    FetchWorld.offering(world.server());
    Wheels wheels = wheels(1, Duration.ofMinutes(1));
    assertThat(wheels.digest(world.url("/none" + NAME)))
        .isEqualTo(new Fetched.Unreachable("HTTP 404"));
    assertThat(wheels.digest(FetchWorld.url("127.0.0.1", world.server(), NAME)))
        .isEqualTo(new Fetched.Unreachable("refused address"));

    Fetched fetched = wheels.digest(world.url());

    assertThat(fetched).isEqualTo(THE_WHEEL);
  }

  @Test
  void a_slow_reader_slows_the_server_instead_of_filling_the_memory() throws Exception {
    var sent = new AtomicLong();
    var muchWasSent = new CountDownLatch(1);
    world
        .server()
        .on(
            NAME,
            exchange -> {
              exchange.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
              while (sent.addAndGet(0x10000) < 64 * MIB) {
                exchange.write(chunk);
              }
              muchWasSent.countDown();
              exchange.write("0\r\n\r\n");
            });
    var fetch = new GuardedFetch(FetchWorld.VERTX, world.settings(), AddressGuard::isPublic);
    var first = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var outcome =
          threads.submit(
              () ->
                  fetch.fetch(
                      world.url().url(),
                      256 * MIB,
                      bytes -> {
                        first.countDown();
                        await(goOn);
                      }));
      await(first);

      assertThat(muchWasSent.await(1, TimeUnit.SECONDS)).isFalse();

      assertThat(sent.get()).isLessThan(32 * MIB);
      goOn.countDown();
      assertThat(outcome.get(60, TimeUnit.SECONDS))
          .isInstanceOf(GuardedFetch.Outcome.Complete.class);
    }
  }

  @Test
  void the_largest_wheel_is_digested_in_little_memory() throws Exception {
    byte[] piece = "0123456789abcdef".repeat(MIB / 16).getBytes(StandardCharsets.US_ASCII);
    var digest = MessageDigest.getInstance("SHA-256");
    world
        .server()
        .on(
            NAME,
            exchange -> {
              exchange.write("HTTP/1.1 200 OK\r\nContent-Length: " + 256L * MIB + "\r\n\r\n");
              for (int i = 0; i < 256; i++) {
                exchange.out().write(piece);
                digest.update(piece);
              }
              exchange.out().flush();
            });
    var fetch = new GuardedFetch(FetchWorld.VERTX, world.settings(), AddressGuard::isPublic);
    var received = MessageDigest.getInstance("SHA-256");
    var most = new AtomicLong();
    var bytes = new AtomicLong();

    var outcome =
        fetch.fetch(
            world.url().url(),
            256L * MIB,
            part -> {
              received.update(part);
              if (bytes.addAndGet(part.length) / (32 * MIB)
                  > (bytes.get() - part.length) / (32 * MIB)) {
                System.gc();
                var heap = Runtime.getRuntime();
                most.accumulateAndGet(heap.totalMemory() - heap.freeMemory(), Math::max);
              }
            });

    assertThat(outcome).isEqualTo(new GuardedFetch.Outcome.Complete(256L * MIB));
    assertThat(Sha256.ofDigest(received.digest())).isEqualTo(Sha256.ofDigest(digest.digest()));
    assertThat(most.get()).as("of the heap in use").isBetween(1L, 128L * MIB);
  }
}
