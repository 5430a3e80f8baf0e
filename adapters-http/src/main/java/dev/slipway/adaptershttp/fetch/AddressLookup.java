package dev.slipway.adaptershttp.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Who knows the addresses of a DNS name. Implementations are thread-safe and may block; a fetch
 * waits no longer than its time limit.
 */
@FunctionalInterface
public interface AddressLookup {

  /**
   * All addresses of {@code name}, in the order in which they should be tried.
   *
   * @param name a DNS name in lower case, never an address
   * @return at least one address
   * @throws UnknownHostException if the name has no address
   */
  List<InetAddress> addresses(String name) throws UnknownHostException;

  /** The addresses that the operating system knows, by its own files and servers. */
  static AddressLookup system() {
    return name -> List.of(InetAddress.getAllByName(name));
  }
}
