package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.delivery.Claim;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Acknowledgements that come at once go together, and are judged one by one. */
class GatheringTest {

  private static final long DEADLINE_SECONDS = 60;

  private final ConcurrentLinkedQueue<Commit> flights = new ConcurrentLinkedQueue<>();
  private final Semaphore takenOff = new Semaphore(0);
  private final CountDownLatch mayLand = new CountDownLatch(1);
  private final CompletableFuture<Function<Commit, Committed>> judge = new CompletableFuture<>();
  private final Gathering gathering = new Gathering(1, this::fly);
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    workers.shutdownNow();
  }

  /** The first flight is in the air until it may land. */
  private Committed fly(Commit commit) {
    flights.add(commit);
    if (flights.size() == 1) {
      takenOff.release();
      await(mayLand);
      return new Committed.Done();
    }
    return judge.join().apply(commit);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Commit done(String key, String token) {
    return Commit.of(new Change.Acknowledge(new Claim(new DeliveryKey(key), token)));
  }

  /** Sends the first on its way, and the others while it is. */
  private List<Future<Committed>> whileOneFlies(Commit... others) throws InterruptedException {
    var first = workers.submit(() -> gathering.commit(done("first", "t")));
    assertThat(takenOff.tryAcquire(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    var sent =
        List.of(others).stream()
            .map(
                commit -> {
                  int before = gathering.waiting();
                  var future = workers.submit(() -> gathering.commit(commit));
                  while (gathering.waiting() == before) {
                    Thread.onSpinWait();
                  }
                  return future;
                })
            .toList();
    mayLand.countDown();
    assertThat(outcome(first)).isEqualTo(new Committed.Done());
    return sent;
  }

  private static Committed outcome(Future<Committed> future) {
    try {
      return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void those_that_come_while_one_is_on_its_way_go_together() throws InterruptedException {
    judge.complete(commit -> new Committed.Done());

    var sent = whileOneFlies(done("a", "t"), done("b", "t"), done("c", "t"));

    assertThat(sent).map(GatheringTest::outcome).containsOnly(new Committed.Done());
    assertThat(flights).extracting(flight -> flight.changes().size()).containsExactly(1, 3);
  }

  @Test
  void a_claim_that_ended_is_lost_to_its_holder_alone() throws InterruptedException {
    var stale = new Committed.Stale(new Lost.LeaseLost(new DeliveryKey("b")));
    judge.complete(
        commit ->
            commit.changes().contains(done("b", "t").changes().getFirst())
                ? stale
                : new Committed.Done());

    var sent = whileOneFlies(done("a", "t"), done("b", "t"), done("c", "t"));

    assertThat(sent)
        .map(GatheringTest::outcome)
        .containsExactly(new Committed.Done(), stale, new Committed.Done());
  }

  @Test
  void two_about_one_key_never_go_together() throws InterruptedException {
    judge.complete(commit -> new Committed.Done());

    var sent = whileOneFlies(done("a", "old"), done("a", "new"), done("b", "t"));

    assertThat(sent).map(GatheringTest::outcome).containsOnly(new Committed.Done());
    assertThat(flights).extracting(flight -> flight.changes().size()).containsExactly(1, 2, 1);
  }

  @Test
  void what_the_store_could_not_do_is_told_to_everybody_with_a_stack_of_its_own()
      throws InterruptedException {
    judge.complete(
        commit -> {
          throw new StorageUnavailable("the store is away");
        });

    var sent = whileOneFlies(done("a", "t"), done("b", "t"));

    for (var one : sent) {
      assertThatThrownBy(() -> outcome(one))
          .isInstanceOf(StorageUnavailable.class)
          .hasMessage("the store is away")
          .hasStackTraceContaining("Gathering.commit");
    }
  }

  @Test
  void what_nobody_knows_is_told_to_everybody() throws InterruptedException {
    judge.complete(
        commit -> {
          throw new OutcomeUnknown("nobody knows");
        });

    var sent = whileOneFlies(done("a", "t"), done("b", "t"));

    for (var one : sent) {
      assertThatThrownBy(() -> outcome(one))
          .isInstanceOf(OutcomeUnknown.class)
          .hasMessage("nobody knows");
    }
  }

  @Test
  void what_nobody_foresaw_leaves_nobody_waiting_and_holds_up_nothing()
      throws InterruptedException {
    judge.complete(
        commit -> {
          throw new UnsupportedOperationException("a bug");
        });

    var sent = whileOneFlies(done("a", "t"), done("b", "t"));

    for (var one : sent) {
      assertThatThrownBy(() -> outcome(one)).isInstanceOf(IllegalStateException.class);
    }
    // On its own way, or on that of the others if their turn is not given back yet.
    assertThatThrownBy(() -> gathering.commit(done("c", "t")))
        .isInstanceOfAny(UnsupportedOperationException.class, IllegalStateException.class);
  }

  @Test
  void whoever_has_flown_goes_on_at_once_while_the_others_fly() throws InterruptedException {
    var sent = whileOneFlies(done("a", "t"), done("b", "t"));

    judge.complete(commit -> new Committed.Done());

    assertThat(sent).map(GatheringTest::outcome).containsOnly(new Committed.Done());
  }

  @Test
  void who_is_told_to_stop_learns_what_became_of_it_first() throws InterruptedException {
    judge.complete(commit -> new Committed.Done());
    var first = workers.submit(() -> gathering.commit(done("first", "t")));
    assertThat(takenOff.tryAcquire(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    var committed = new CompletableFuture<Committed>();
    var interrupted = new CompletableFuture<Boolean>();
    var waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  committed.complete(gathering.commit(done("a", "t")));
                  interrupted.complete(Thread.currentThread().isInterrupted());
                });
    while (gathering.waiting() == 0) {
      Thread.onSpinWait();
    }

    waiting.interrupt();

    mayLand.countDown();
    assertThat(outcome(first)).isEqualTo(new Committed.Done());
    assertThat(outcome(committed)).isEqualTo(new Committed.Done());
    assertThat(interrupted.join()).isTrue();
  }

  @Test
  void as_many_fly_alone_as_there_are_turns() throws InterruptedException {
    var inTheAir = new CountDownLatch(3);
    var three =
        new Gathering(
            3,
            commit -> {
              inTheAir.countDown();
              await(inTheAir);
              return new Committed.Done();
            });

    var sent =
        List.of("a", "b", "c").stream()
            .map(key -> workers.submit(() -> three.commit(done(key, "t"))))
            .toList();

    assertThat(sent).map(GatheringTest::outcome).containsOnly(new Committed.Done());
  }
}
