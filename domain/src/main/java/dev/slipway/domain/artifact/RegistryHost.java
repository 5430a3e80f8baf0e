package dev.slipway.domain.artifact;

import dev.slipway.domain.catalogue.HttpsUrl;
import dev.slipway.domain.form.Parsed;

/**
 * The host and port of a registry, in their canonical form: lower case, an IPv6 address in
 * brackets, and a port only where it is not 443. Equal texts are equal registries; a name is not
 * its address. Implements sections 4 and 5 of the contract's page on packages.
 *
 * @param authority the canonical text {@code host} or {@code host:port}
 */
public record RegistryHost(String authority) {

  private static final String HTTPS = "https://";

  private static final String RULE =
      "A registry is host or host:port, where the host is a DNS name, an IPv4 address of four"
          + " decimal numbers, or an IPv6 address in brackets";

  /**
   * The registry whose canonical text the caller knows.
   *
   * @throws IllegalArgumentException unless {@code authority} is canonical
   */
  public RegistryHost {
    if (!url(authority).map(HttpsUrl::authority).equals(Parsed.valid(authority))) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** The registry written as {@code text}, {@code host[:port]} in any case. */
  public static Parsed<RegistryHost> parse(String text) {
    return url(text).map(url -> new RegistryHost(url.authority()));
  }

  /** The same, with {@code https://} in front or without. */
  public static Parsed<RegistryHost> parseUrl(String text) {
    return parse(
        text.regionMatches(true, 0, HTTPS, 0, HTTPS.length())
            ? text.substring(HTTPS.length())
            : text);
  }

  private static Parsed<HttpsUrl> url(String authority) {
    boolean noAuthority =
        authority.isEmpty()
            || authority.endsWith(":")
            || authority.chars().anyMatch(c -> c == '/' || c == '?' || c == '#');
    if (noAuthority) {
      return Parsed.invalid(RULE);
    }
    return switch (HttpsUrl.parse(HTTPS + authority)) {
      case Parsed.Valid<HttpsUrl> valid -> valid;
      case Parsed.Invalid<HttpsUrl> invalid -> Parsed.invalid(RULE);
    };
  }

  /** The host, without the port; an IPv6 address in brackets. */
  public String host() {
    return HttpsUrl.of(HTTPS + authority).host();
  }

  /** The port, from 1 to 65535; 443 where none is written. */
  public int port() {
    return HttpsUrl.of(HTTPS + authority).port();
  }

  /** {@link #authority}. */
  @Override
  public String toString() {
    return authority;
  }
}
