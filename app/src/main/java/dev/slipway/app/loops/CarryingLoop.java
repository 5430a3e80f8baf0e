package dev.slipway.app.loops;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A platform thread that carries virtual threads in turn. One of them is an event loop; the others
 * are those that began on it. Thread-safe.
 *
 * <h2>Why the event loop is a virtual thread, too</h2>
 *
 * It may have to wait for a lock (a logger's, say) behind one that it carries. Were it the platform
 * thread itself, that one would never run again, nor would the lock be given. So it steps aside
 * like any other.
 *
 * <h2>Turns</h2>
 *
 * Who can go on stands in line, the event loop among them; it looks for input and output once in
 * each round. It only sleeps in the kernel while nobody stands in line, and whoever joins the line
 * wakes it.
 */
final class CarryingLoop implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(CarryingLoop.class);
  private static final long LONGEST_SLEEP = Duration.ofHours(1).toNanos();

  /** So long the event loop works through tasks before it lets others go on. */
  private static final long LONGEST_TURN = Duration.ofMillis(1).toNanos();

  /** Between a turn that failed and the next one. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final Object NOWHERE = new Object();

  /** Virtual threads hand it on to those that they start, as they do with who carries them. */
  private static final InheritableThreadLocal<@Nullable CarryingLoop> HERE = new Inherited();

  private final Queue<Runnable> line = new ConcurrentLinkedQueue<>();
  private final Loop loop;
  private volatile @Nullable Thread idle;
  private volatile @Nullable Throwable failure;
  private volatile boolean over;

  /** Not by platform threads, which nobody carries, nor by whom they start. */
  private static final class Inherited extends InheritableThreadLocal<@Nullable CarryingLoop> {

    @Override
    protected @Nullable CarryingLoop childValue(@Nullable CarryingLoop parents) {
      return Thread.currentThread().isVirtual() ? parents : null;
    }
  }

  /** Netty's event loop, which sleeps when the line is empty. */
  private final class Loop extends ManualIoEventLoop {

    Loop(IoEventLoopGroup group, Thread owner, IoHandlerFactory handlers) {
      super(group, owner, handlers);
    }

    @Override
    protected boolean canBlock() {
      return line.isEmpty();
    }
  }

  private CarryingLoop(IoEventLoopGroup group, IoHandlerFactory handlers, Thread[] made) {
    // Netty's thread-locals are quick, and clean up behind themselves, where it is told so.
    made[0] =
        CarriedThreads.unstarted(
            this, "event-loop", () -> FastThreadLocalThread.runWithFastThreadLocal(this::turns));
    this.loop = new Loop(group, made[0], handlers);
  }

  /**
   * Starts one.
   *
   * @param group whom it belongs to
   * @param handlers makes what waits for input and output
   * @param threads gives it a platform thread
   */
  static IoEventLoop start(IoEventLoopGroup group, IoHandlerFactory handlers, Executor threads) {
    var made = new Thread[1];
    var carrying = new CarryingLoop(group, handlers, made);
    threads.execute(carrying::carry);
    made[0].start();
    return carrying.loop;
  }

  /** The event loop whose thread carries this one, or null. */
  static @Nullable IoEventLoop current() {
    return here() instanceof CarryingLoop carrying ? carrying.loop : null;
  }

  /** What tells one carrier from others, and threads that are carried from those that are not. */
  static Object here() {
    var here = HERE.get();
    return here == null ? NOWHERE : here;
  }

  /** The life of the event loop. */
  private void turns() {
    HERE.set(this);
    try {
      while (!loop.isTerminated()) {
        turn();
      }
    } finally {
      over = true;
    }
  }

  // Whatever is thrown, out of memory included: an event loop that ended would leave connections
  // behind that nobody ever answers.
  @SuppressWarnings("ThreadPriorityCheck") // the end of the line is ours, and fair
  private void turn() {
    try {
      tellOfFailure();
      loop.run(LONGEST_SLEEP, LONGEST_TURN);
      Thread.yield();
    } catch (Throwable e) {
      goOnAfter(e);
    }
  }

  private void tellOfFailure() {
    var failed = failure;
    if (failed != null) {
      failure = null;
      LOG.error("A virtual thread could not go on; the others do", failed);
    }
  }

  private static void goOnAfter(Throwable e) {
    try {
      LOG.error("The event loop failed; it goes on", e);
      Thread.sleep(PAUSE);
    } catch (Throwable again) {
      // There may be no memory to tell it with. The next turn is tried all the same.
      return;
    }
  }

  /** The life of the platform thread. */
  private void carry() {
    while (!over) {
      var next = line.poll();
      if (next == null) {
        rest();
      } else {
        go(next);
      }
    }
    leave();
  }

  /**
   * Lets a virtual thread go on until it waits. What is thrown comes from the JVM, not from the
   * thread's own work. It is told by the event loop: whoever holds the log's lock may be one whom
   * this thread must carry first.
   */
  private void go(Runnable next) {
    try {
      next.run();
    } catch (Throwable e) {
      failure = e;
    }
  }

  /** Everybody waits for something, the event loop for a lock. */
  private void rest() {
    idle = Thread.currentThread();
    if (line.isEmpty() && !over) {
      LockSupport.park(this);
    }
    idle = null;
  }

  @Override
  public void execute(Runnable next) {
    line.add(next);
    var resting = idle;
    if (resting != null) {
      LockSupport.unpark(resting);
    } else {
      // Costs nothing but when it sleeps in the kernel.
      loop.wakeup();
    }
    if (over) {
      leave();
    }
  }

  /** The loop has ended; who still has something to do does it elsewhere. */
  private void leave() {
    for (var next = line.poll(); next != null; next = line.poll()) {
      ForkJoinPool.commonPool().execute(next);
    }
  }
}
