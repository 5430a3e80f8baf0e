package dev.slipway.adaptershttp.fetch;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/**
 * What may be fetched, and how much it may cost (contract section 9, foundation section 3).
 *
 * @param allowedHosts hosts that may be reached whatever their addresses are
 * @param trustedCertificates certificates trusted beside those of the Java platform; see {@link
 *     TrustedCertificates}
 * @param maxBytes how large a wheel may be, in bytes
 * @param timeLimit how long one fetch may take in all: waiting for its turn, every redirect, the
 *     last byte
 * @param maxRedirects how many redirects are followed
 * @param atOnce how many fetches run at the same time; more wait for their turn
 * @param lookup who knows the addresses of a name
 */
public record FetchSettings(
    List<AllowedHost> allowedHosts,
    List<X509Certificate> trustedCertificates,
    long maxBytes,
    Duration timeLimit,
    int maxRedirects,
    int atOnce,
    AddressLookup lookup) {

  public FetchSettings {
    allowedHosts = List.copyOf(allowedHosts);
    trustedCertificates = List.copyOf(trustedCertificates);
    if (maxBytes < 1 || timeLimit.toMillis() < 1 || maxRedirects < 0 || atOnce < 1) {
      throw new IllegalArgumentException(
          "A fetch needs at least 1 byte, 1 ms, 0 redirects, and 1 at once");
    }
  }

  /** The defaults of section 9: nothing private, 256 MiB, 30 s, 3 redirects; 16 at once. */
  public static FetchSettings defaults() {
    return new FetchSettings(
        List.of(),
        List.of(),
        256L * 1024 * 1024,
        Duration.ofSeconds(30),
        3,
        16,
        AddressLookup.system());
  }

  /** The same with other allowed hosts. */
  public FetchSettings withAllowedHosts(List<AllowedHost> hosts) {
    return new FetchSettings(
        hosts, trustedCertificates, maxBytes, timeLimit, maxRedirects, atOnce, lookup);
  }

  /** The same with other certificates beside the platform's. */
  public FetchSettings withTrustedCertificates(List<X509Certificate> certificates) {
    return new FetchSettings(
        allowedHosts, certificates, maxBytes, timeLimit, maxRedirects, atOnce, lookup);
  }

  /** The same with another greatest size, in bytes. */
  public FetchSettings withMaxBytes(long bytes) {
    return new FetchSettings(
        allowedHosts, trustedCertificates, bytes, timeLimit, maxRedirects, atOnce, lookup);
  }

  /** The same with another time limit. */
  public FetchSettings withTimeLimit(Duration limit) {
    return new FetchSettings(
        allowedHosts, trustedCertificates, maxBytes, limit, maxRedirects, atOnce, lookup);
  }

  /** The same with another number of fetches at once. */
  public FetchSettings withAtOnce(int fetches) {
    return new FetchSettings(
        allowedHosts, trustedCertificates, maxBytes, timeLimit, maxRedirects, fetches, lookup);
  }

  /** The same with names looked up elsewhere. */
  public FetchSettings withLookup(AddressLookup other) {
    return new FetchSettings(
        allowedHosts, trustedCertificates, maxBytes, timeLimit, maxRedirects, atOnce, other);
  }
}
