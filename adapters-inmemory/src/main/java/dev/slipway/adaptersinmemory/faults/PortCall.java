package dev.slipway.adaptersinmemory.faults;

/**
 * One call of a port.
 *
 * @param number which one, from 1, counted over all ports behind the same {@link Faults}
 * @param port the port's simple name, such as {@code Outbox}
 * @param method the method's name, such as {@code claim}
 */
public record PortCall(long number, String port, String method) {

  /** Port and method, such as {@code Outbox.claim}. */
  public String name() {
    return port + "." + method;
  }

  @Override
  public String toString() {
    return "call " + number + " (" + name() + ")";
  }
}
