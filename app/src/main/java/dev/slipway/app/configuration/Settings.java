package dev.slipway.app.configuration;

import dev.slipway.adaptershttp.fetch.AllowedHost;
import dev.slipway.app.exit.CommandFailed;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a server needs to know, in the groups in which its parts need it.
 *
 * @param listening where requests come in
 * @param dev whether requests without a token act as organization {@code dev}
 * @param store where things are kept
 * @param runtimes who runs providers, and how long they may be silent
 * @param fetching what is fetched from elsewhere
 * @param packages what artifacts of packages may be
 * @param delivery how work is delivered
 * @param bounds how much is too much
 */
public record Settings(
    Listening listening,
    boolean dev,
    StoreSettings store,
    Runtimes runtimes,
    Fetching fetching,
    Packages packages,
    Delivery delivery,
    Bounds bounds) {

  /**
   * Where requests come in.
   *
   * @param host a name or an address, IPv6 without brackets
   * @param port 0 picks one
   * @param publicUrl how others reach the server; absent means as listened on
   */
  public record Listening(String host, int port, Optional<URI> publicUrl) {}

  /**
   * Who runs providers.
   *
   * @param kubeconfig how a cluster is reached; absent where its client finds out by itself
   * @param namespacePrefix what the namespaces of tenants start with
   */
  public record Runtimes(
      RuntimesChoice choice,
      Optional<Path> kubeconfig,
      String namespacePrefix,
      Duration registrationDeadline,
      Duration heartbeatInterval,
      Duration dispatchDeadline) {}

  /** What is fetched from elsewhere. */
  public record Fetching(
      List<AllowedHost> allowedHosts,
      List<X509Certificate> trusted,
      boolean requireDigest,
      long maxWheel,
      Duration timeout) {
    public Fetching {
      allowedHosts = List.copyOf(allowedHosts);
      trusted = List.copyOf(trusted);
    }
  }

  /**
   * What artifacts of packages may be.
   *
   * @param maxManifest in bytes
   * @param maxArtifact compressed, in bytes
   * @param requireEmbeddedSchema whether they must bring a schema
   */
  public record Packages(long maxManifest, long maxArtifact, boolean requireEmbeddedSchema) {}

  /** How work is delivered. */
  public record Delivery(
      int workers, int attempts, Duration lease, Duration retryBase, Duration retryCap) {}

  /** How much is too much. */
  public record Bounds(
      long maxBody,
      int inFlight,
      int maxConnections,
      Duration drainTimeout,
      Duration idempotencyRetention) {}

  /**
   * The settings of a server.
   *
   * @throws CommandFailed of usage when two options contradict each other
   */
  public static Settings of(Configuration configuration, Path userData) {
    boolean dev = configuration.get(Options.DEV);
    String host = configuration.get(Options.HOST);
    if (dev && !isLoopback(host)) {
      throw CommandFailed.usage(
          "--dev gives every right to whoever connects and so listens on loopback only, but --host"
              + " is '%s'. Use --host 127.0.0.1, or leave --dev away and make tokens."
                  .formatted(host));
    }
    if (configuration.get(Options.WORKERS) == 0
        && configuration.get(Options.STORE) instanceof StoreChoice.Memory) {
      throw CommandFailed.usage(
          "--workers 0 leaves the work to other servers on the same store, but --store memory is"
              + " inside this one. Leave --workers away, or use another --store.");
    }
    Duration retryBase = configuration.get(Options.RETRY_BASE);
    Duration retryCap = configuration.get(Options.RETRY_CAP);
    if (retryCap.compareTo(retryBase) < 0) {
      throw CommandFailed.usage(
          "--retry-cap must not be below --retry-base, but is %s below %s."
              .formatted(words(retryCap), words(retryBase)));
    }
    return new Settings(
        new Listening(
            host, configuration.get(Options.PORT), configuration.find(Options.PUBLIC_URL)),
        dev,
        StoreSettings.of(configuration, userData),
        new Runtimes(
            configuration
                .find(Options.RUNTIMES)
                .orElse(dev ? RuntimesChoice.PROCESS : RuntimesChoice.KUBERNETES),
            configuration.find(Options.KUBECONFIG),
            configuration.get(Options.NAMESPACE_PREFIX),
            configuration.get(Options.REGISTRATION_DEADLINE),
            configuration.get(Options.HEARTBEAT_INTERVAL),
            configuration.get(Options.DISPATCH_DEADLINE)),
        new Fetching(
            configuration.find(Options.ALLOW_HOSTS).orElse(List.of()),
            configuration.find(Options.TRUST_CA).orElse(List.of()),
            configuration.get(Options.REQUIRE_DIGEST),
            configuration.get(Options.MAX_WHEEL),
            configuration.get(Options.FETCH_TIMEOUT)),
        new Packages(
            configuration.get(Options.MAX_MANIFEST),
            configuration.get(Options.MAX_ARTIFACT),
            configuration.get(Options.REQUIRE_EMBEDDED_SCHEMA)),
        new Delivery(
            configuration.get(Options.WORKERS),
            configuration.get(Options.ATTEMPTS),
            configuration.get(Options.LEASE),
            retryBase,
            retryCap),
        new Bounds(
            configuration.get(Options.MAX_BODY),
            configuration.get(Options.IN_FLIGHT),
            configuration.get(Options.MAX_CONNECTIONS),
            configuration.get(Options.DRAIN_TIMEOUT),
            configuration.get(Options.IDEMPOTENCY_RETENTION)));
  }

  private static boolean isLoopback(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String words(Duration duration) {
    return duration.toMillis() + "ms";
  }
}
