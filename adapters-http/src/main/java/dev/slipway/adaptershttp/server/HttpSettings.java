package dev.slipway.adaptershttp.server;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What an operator decides about the server (contract.md section 9).
 *
 * @param host where to listen, a name or an address; IPv6 without brackets
 * @param port where to listen; 0 picks a free one
 * @param maxBody how many bytes a body may have
 * @param inFlight how many requests are worked on at once, before 503
 * @param maxConnections how many connections are open at once; more are closed at once
 * @param drainTimeout how long requests in work may take when the server stops
 * @param headersWithin how long a client may take for the headers of a request
 * @param bodyWithin how long a client may take for the body of a request
 * @param idle how long a connection may stay open between requests, and an answer may wait to be
 *     taken
 * @param publicUrl what absolute URLs in answers begin with; empty means where it listens
 */
public record HttpSettings(
    String host,
    int port,
    long maxBody,
    int inFlight,
    int maxConnections,
    Duration drainTimeout,
    Duration headersWithin,
    Duration bodyWithin,
    Duration idle,
    Optional<URI> publicUrl) {

  /**
   * @throws IllegalArgumentException when a bound is not above zero, or the port is no port
   */
  public HttpSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
    }
    if (maxBody < 1 || maxBody > Integer.MAX_VALUE || inFlight < 1 || maxConnections < 1) {
      throw new IllegalArgumentException(
          "Bounds are above zero: body "
              + maxBody
              + ", in flight "
              + inFlight
              + ", connections "
              + maxConnections);
    }
    if (!drainTimeout.isPositive()
        || !headersWithin.isPositive()
        || !bodyWithin.isPositive()
        || !idle.isPositive()) {
      throw new IllegalArgumentException("Durations are above zero");
    }
  }

  /** The contract's defaults, on a free port of the loopback interface. */
  public static HttpSettings onLoopback() {
    return new HttpSettings(
        "127.0.0.1",
        0,
        1024 * 1024,
        512,
        1_000,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Optional.empty());
  }

  /** The same, listening elsewhere. */
  public HttpSettings listeningOn(String otherHost, int otherPort) {
    return new HttpSettings(
        otherHost,
        otherPort,
        maxBody,
        inFlight,
        maxConnections,
        drainTimeout,
        headersWithin,
        bodyWithin,
        idle,
        publicUrl);
  }

  /** The same with other bounds. */
  public HttpSettings bounded(long otherMaxBody, int otherInFlight, int otherMaxConnections) {
    return new HttpSettings(
        host,
        port,
        otherMaxBody,
        otherInFlight,
        otherMaxConnections,
        drainTimeout,
        headersWithin,
        bodyWithin,
        idle,
        publicUrl);
  }

  /** The same with another time to drain. */
  public HttpSettings draining(Duration otherDrainTimeout) {
    return new HttpSettings(
        host,
        port,
        maxBody,
        inFlight,
        maxConnections,
        otherDrainTimeout,
        headersWithin,
        bodyWithin,
        idle,
        publicUrl);
  }

  /** The same with other patience. */
  public HttpSettings patient(Duration headers, Duration body, Duration betweenRequests) {
    return new HttpSettings(
        host,
        port,
        maxBody,
        inFlight,
        maxConnections,
        drainTimeout,
        headers,
        body,
        betweenRequests,
        publicUrl);
  }

  /** The same with another beginning of absolute URLs. */
  public HttpSettings reachedAt(Optional<URI> otherPublicUrl) {
    return new HttpSettings(
        host,
        port,
        maxBody,
        inFlight,
        maxConnections,
        drainTimeout,
        headersWithin,
        bodyWithin,
        idle,
        otherPublicUrl);
  }
}
