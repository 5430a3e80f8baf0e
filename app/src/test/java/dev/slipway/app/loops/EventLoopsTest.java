package dev.slipway.app.loops;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptersjsonschema.NetworkntSchemaChecks;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks.Compiled;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

  private static final int DEADLINE = 60;

  @Nested
  class Carrying {

    private final EventLoops loops = EventLoops.carrying(1);
    private final Context context = loops.vertx().getOrCreateContext();

    @AfterEach
    void close() {
      loops.close();
    }

    @Test
    void is_what_a_server_gets_on_this_machine() {
      try (var started = EventLoops.start(1)) {
        assertThat(started.areCarrying()).isTrue();
      }
    }

    @Test
    void a_virtual_thread_that_begins_on_a_loop_stays_there_and_so_do_those_that_it_starts()
        throws Exception {
      var loop = onLoop(() -> List.of(EventLoops.here(), carrier())).get(DEADLINE, SECONDS);

      var begun = carried(() -> List.of(EventLoops.here(), carrier())).get(DEADLINE, SECONDS);
      var nested =
          carried(() -> onVirtualThread(() -> List.of(EventLoops.here(), carrier())).get())
              .get(DEADLINE, SECONDS);

      assertThat(begun).isEqualTo(loop);
      assertThat(nested).isEqualTo(loop);
      assertThat(loop.getFirst()).isNotEqualTo(EventLoops.here());
    }

    @Test
    void a_context_made_by_who_is_carried_is_on_the_loop_that_carries() throws Exception {
      try (var four = EventLoops.carrying(4)) {
        var context = four.vertx().getOrCreateContext();
        for (int i = 0; i < 20; i++) {
          var places = new CompletableFuture<List<Object>>();
          context.runOnContext(
              nothing ->
                  Thread.ofVirtual()
                      .start(
                          () -> {
                            var here = EventLoops.here();
                            four.vertx()
                                .getOrCreateContext()
                                .runOnContext(
                                    there -> places.complete(List.of(here, EventLoops.here())));
                          }));

          var both = places.get(DEADLINE, SECONDS);

          assertThat(both.getFirst()).isSameAs(both.getLast());
        }
      }
    }

    @Test
    void a_loop_that_waits_for_a_lock_behind_one_that_it_carries_lets_that_one_go_on()
        throws Exception {
      var lock = new ReentrantLock(true);
      CompletableFuture<String> carried;
      CompletableFuture<String> loop;

      lock.lock();
      try {
        carried = carried(() -> locked(lock));
        awaitQueued(lock, 1);
        loop = onLoop(() -> locked(lock));
        awaitQueued(lock, 2);
      } finally {
        lock.unlock();
      }

      assertThat(carried.get(DEADLINE, SECONDS)).isEqualTo("locked");
      assertThat(loop.get(DEADLINE, SECONDS)).isEqualTo("locked");
    }

    @Test
    void a_loop_and_those_that_it_carries_take_turns_at_a_monitor_with_threads_from_elsewhere()
        throws Exception {
      var monitor = new Object();
      var entered = new AtomicInteger();
      var all = new ArrayList<CompletableFuture<?>>();

      for (int i = 0; i < 2_000; i++) {
        all.add(onLoop(() -> entering(monitor, entered)));
        all.add(carried(() -> entering(monitor, entered)));
        all.add(onVirtualThread(() -> entering(monitor, entered)));
      }

      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(DEADLINE, SECONDS);
      assertThat(entered).hasValue(6_000);
    }

    @Test
    void nobody_is_forgotten_while_many_wait_for_each_other() throws Exception {
      var rounds = new ArrayList<CompletableFuture<?>>();

      for (int i = 0; i < 2_000; i++) {
        rounds.add(
            carried(
                () -> {
                  for (int round = 0; round < 5; round++) {
                    var answer = Promise.<String>promise();
                    context.runOnContext(nothing -> answer.complete("answer"));
                    answer.future().toCompletionStage().toCompletableFuture().get();
                    onVirtualThread(() -> onVirtualThread(() -> "elsewhere").get()).get();
                    if (new CountDownLatch(1).await(1, NANOSECONDS)) {
                      throw new IllegalStateException("nobody counts down");
                    }
                  }
                  return "done";
                }));
      }

      CompletableFuture.allOf(rounds.toArray(CompletableFuture[]::new)).get(2 * DEADLINE, SECONDS);
    }

    @Test
    void who_computes_for_long_lets_the_others_go_on() throws Exception {
      var checks = NetworkntSchemaChecks.create();
      var expression = Json.object().put("pattern", "(?=(a+)+$)b").build();
      var schema =
          Json.object()
              .put("type", "object")
              .put("properties", Json.object().put("a", expression).build())
              .build();
      var value = Json.object().put("a", "a".repeat(400) + "!").build();
      var sound = (Compiled.Sound) checks.compile(schema);
      var enough = new AtomicBoolean();
      var began = new CompletableFuture<String>();

      // It never waits for anything, and computes until the others have gone on.
      var judged =
          carried(
              () -> {
                var faults = "";
                began.complete("began");
                while (!enough.get()) {
                  faults = sound.schema().judge(value).toString();
                }
                return faults;
              });
      began.get(DEADLINE, SECONDS);
      for (int asked = 0; asked < 20; asked++) {
        assertThat(onLoop(() -> "here").get(DEADLINE, SECONDS)).isEqualTo("here");
      }
      enough.set(true);

      assertThat(judged.get(DEADLINE, SECONDS)).contains("TOO_COSTLY");
    }

    @Test
    void a_loop_that_sleeps_is_woken_by_whoever_lets_its_thread_go_on() throws Exception {
      for (int i = 0; i < 200; i++) {
        var waiting = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        var carried = carried(() -> waited(waiting, released));
        assertThat(waiting.await(DEADLINE, SECONDS)).isTrue();
        LockSupport.parkNanos((i % 20) * 50_000L);

        released.countDown();

        assertThat(carried.get(DEADLINE, SECONDS)).isEqualTo("went on");
      }
    }

    @Test
    void a_loop_that_sleeps_is_woken_when_its_threads_time_has_come() throws Exception {
      var carried =
          carried(() -> new CountDownLatch(1).await(20, MILLISECONDS) ? "counted" : "in time");

      assertThat(carried.get(DEADLINE, SECONDS)).isEqualTo("in time");
    }

    @Test
    void a_loop_goes_on_behind_whatever_is_thrown_in_it() throws Exception {
      var netty = new CompletableFuture<CarryingLoop>();
      context.runOnContext(nothing -> netty.complete((CarryingLoop) EventLoops.here()));
      CarryingLoop loop = netty.get(DEADLINE, SECONDS);

      loop.execute(
          () -> {
            throw new OutOfMemoryError("what the JVM may say when a thread goes on");
          });
      context.runOnContext(
          nothing -> {
            throw new StackOverflowError("in a task of the loop");
          });

      assertThat(onLoop(() -> "here").get(DEADLINE, SECONDS)).isEqualTo("here");
      assertThat(carried(() -> "carried").get(DEADLINE, SECONDS)).isEqualTo("carried");
    }

    @Test
    void what_is_written_is_sent_though_nothing_ends() throws Exception {
      int many = 2_000;
      var echoed = new CompletableFuture<String>();
      var text = new StringBuilder();
      var socket =
          connected(
              one -> one.handler(one::write),
              answer -> {
                text.append(answer);
                if (text.toString().endsWith(many - 1 + " ")) {
                  echoed.complete(text.toString());
                }
              });

      context.runOnContext(nothing -> IntStream.range(0, many).forEach(i -> socket.write(i + " ")));

      assertThat(echoed.get(DEADLINE, SECONDS).split(" ")).containsExactly(counted(many));
    }

    @Test
    void what_is_written_from_elsewhere_arrives_whole_and_in_order() throws Exception {
      var received = new CompletableFuture<String>();
      var socket = connected(one -> collect(one, received), answer -> {});

      IntStream.range(0, 500).forEach(i -> socket.write(i + " "));
      socket.end();

      assertThat(received.get(DEADLINE, SECONDS).split(" ")).containsExactly(counted(500));
    }

    @Test
    void who_is_still_waiting_when_the_loops_end_goes_on_elsewhere() throws Exception {
      var waiting = new CountDownLatch(1);
      var released = new CountDownLatch(1);
      var carried = carried(() -> waited(waiting, released));
      assertThat(waiting.await(DEADLINE, SECONDS)).isTrue();

      loops.close();
      released.countDown();

      assertThat(carried.get(DEADLINE, SECONDS)).isEqualTo("went on");
    }

    private <T> CompletableFuture<T> onLoop(Callable<T> work) {
      var result = new CompletableFuture<T>();
      context.runOnContext(nothing -> complete(result, work));
      return result;
    }

    private <T> CompletableFuture<T> carried(Callable<T> work) {
      var result = new CompletableFuture<T>();
      context.runOnContext(nothing -> Thread.ofVirtual().start(() -> complete(result, work)));
      return result;
    }

    /** A socket of a client, whose other end a server was given. */
    private NetSocket connected(Handler<NetSocket> server, Handler<Buffer> answered)
        throws Exception {
      var listening =
          loops
              .vertx()
              .createNetServer()
              .connectHandler(server)
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(DEADLINE, SECONDS);
      return loops
          .vertx()
          .createNetClient()
          .connect(listening.actualPort(), "127.0.0.1")
          .map(socket -> socket.handler(answered))
          .toCompletionStage()
          .toCompletableFuture()
          .get(DEADLINE, SECONDS);
    }

    private static String[] counted(int many) {
      return IntStream.range(0, many).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private static void collect(NetSocket socket, CompletableFuture<String> received) {
      var text = new StringBuilder();
      socket.handler(text::append);
      socket.endHandler(ended -> received.complete(text.toString()));
    }
  }

  @Nested
  class Separate {

    @Test
    void carry_nothing() throws Exception {
      try (var loops = EventLoops.separate(1)) {
        var result = new CompletableFuture<Object>();
        loops
            .vertx()
            .runOnContext(
                nothing ->
                    Thread.ofVirtual().start(() -> complete(result, () -> EventLoops.here())));

        assertThat(loops.areCarrying()).isFalse();
        assertThat(result.get(DEADLINE, SECONDS)).isSameAs(EventLoops.here());
      }
    }
  }

  private static <T> CompletableFuture<T> onVirtualThread(Callable<T> work) {
    var result = new CompletableFuture<T>();
    Thread.ofVirtual().start(() -> complete(result, work));
    return result;
  }

  private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
    try {
      result.complete(work.call());
    } catch (Exception e) {
      result.completeExceptionally(e);
    }
  }

  /** The platform thread below a virtual one: what stands behind the @ of its text. */
  private static String carrier() {
    var text = Thread.currentThread().toString();
    return text.substring(text.indexOf('@') + 1);
  }

  private static String locked(Lock lock) {
    lock.lock();
    try {
      return "locked";
    } finally {
      lock.unlock();
    }
  }

  private static String waited(CountDownLatch waiting, CountDownLatch released)
      throws InterruptedException {
    waiting.countDown();
    released.await();
    return "went on";
  }

  private static int entering(Object monitor, AtomicInteger entered) {
    synchronized (monitor) {
      return entered.incrementAndGet();
    }
  }

  private static void awaitQueued(ReentrantLock lock, int many) {
    long end = System.nanoTime() + SECONDS.toNanos(DEADLINE);
    while (lock.getQueueLength() < many) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("nobody came to wait for the lock");
      }
      Thread.onSpinWait();
    }
  }
}
