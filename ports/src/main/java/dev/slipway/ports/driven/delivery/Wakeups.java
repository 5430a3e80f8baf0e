package dev.slipway.ports.driven.delivery;

import java.time.Duration;

/**
 * Tells workers that messages may have become due. A wake-up may come without reason, and may be
 * missed across a reconnect: whoever waits looks again after its time anyway. Thread-safe.
 */
public interface Wakeups {

  /**
   * Waits until a message was appended since the last call returned, or the time is over. A message
   * that any handle of the store appended counts; so does one of this handle's that was given back,
   * or is the head of its key now because this handle acknowledged or parked the one before it.
   *
   * @param atMost at most so long
   * @throws InterruptedException when the waiting thread is told to stop
   */
  void await(Duration atMost) throws InterruptedException;
}
