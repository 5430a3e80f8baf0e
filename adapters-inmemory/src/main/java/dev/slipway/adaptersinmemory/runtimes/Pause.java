package dev.slipway.adaptersinmemory.runtimes;

import java.time.Duration;

/** How to let time pass: by sleeping, or by whatever moves a virtual clock. */
@FunctionalInterface
public interface Pause {

  /** Sleeps. */
  Pause SLEEPING = Thread::sleep;

  /** Returns when so much time has passed. */
  void pause(Duration time) throws InterruptedException;
}
