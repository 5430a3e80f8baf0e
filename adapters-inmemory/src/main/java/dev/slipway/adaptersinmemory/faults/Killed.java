package dev.slipway.adaptersinmemory.faults;

/**
 * Stands for the death of the thread that made a call, as when its process is killed: nothing below
 * the test should catch it.
 */
public final class Killed extends Error {

  private static final long serialVersionUID = 1L;

  Killed(PortCall call) {
    super("killed at " + call + ", as the test asked");
  }
}
