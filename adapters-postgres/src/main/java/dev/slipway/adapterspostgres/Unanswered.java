package dev.slipway.adapterspostgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The database did not answer as hoped. Thrown by {@link #await}, the one place where this module
 * waits for a future; the stack is that of the waiting thread, which the client's own exceptions do
 * not have.
 */
final class Unanswered extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, to go on a sentence about what was attempted
   */
  Unanswered(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Waits for a future. On a virtual thread, which is where ports are called, this costs no thread;
   * on any other it works too.
   *
   * @throws Unanswered when it fails, the time is over, or the waiting thread is interrupted (its
   *     interrupt status is then set again)
   * @throws IllegalStateException on an event loop, which must never wait
   */
  static <T> T await(Future<T> future, Duration atMost) throws Unanswered {
    try {
      return promised(future).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failed(e);
    } catch (TimeoutException e) {
      throw new Unanswered("there was no answer within " + inWords(atMost), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unanswered("the waiting thread was interrupted", e);
    }
  }

  /** As {@link #await}, but an interrupt only counts once the waiting is over. */
  static <T> T awaitThroughInterrupts(Future<T> future, Duration atMost) throws Unanswered {
    boolean interrupted = false;
    long end = System.nanoTime() + atMost.toNanos();
    try {
      var promised = promised(future);
      while (true) {
        try {
          return promised.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw failed(e);
    } catch (TimeoutException e) {
      throw new Unanswered("there was no answer within " + inWords(atMost), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static <T> CompletableFuture<T> promised(Future<T> future) {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException("a store blocks, and is never called on an event loop");
    }
    return future.toCompletionStage().toCompletableFuture();
  }

  private static Unanswered failed(ExecutionException e) {
    var cause = Objects.requireNonNullElse(e.getCause(), e);
    var message = cause.getMessage();
    return new Unanswered(message == null ? cause.getClass().getSimpleName() : message, cause);
  }

  /** What happened, in words. */
  String why() {
    return Objects.requireNonNullElse(getMessage(), "no answer");
  }

  private static String inWords(Duration time) {
    return time.toMillis() + " ms";
  }
}
