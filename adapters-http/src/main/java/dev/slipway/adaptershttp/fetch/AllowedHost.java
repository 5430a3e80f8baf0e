package dev.slipway.adaptershttp.fetch;

import dev.slipway.domain.catalogue.HttpsUrl;
import dev.slipway.domain.form.Parsed;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A host that may be fetched from whatever its addresses are: one entry of {@code --allow-hosts},
 * {@code [http://]host[:port]}.
 *
 * <p>It is compared with the host as a URL writes it: two spellings of one address are two hosts,
 * and a name is not its address. Implements section 9 of the contract, and "Fetching" in section 3
 * of its foundation.
 *
 * @param host in lower case; an IPv6 address in brackets
 * @param port the only port that is meant; every port when empty
 * @param plainHttp whether a registry on this host may also be spoken to without TLS. Wheels never
 *     are
 */
public record AllowedHost(String host, OptionalInt port, boolean plainHttp) {

  private static final String PLAIN = "http://";

  private static final String FORM =
      "An allowed host has the form [http://]host[:port], such as wheels.example.com or"
          + " http://localhost:5000";

  /** The entry written as {@code text}. */
  public static Parsed<AllowedHost> parse(String text) {
    boolean plain = text.regionMatches(true, 0, PLAIN, 0, PLAIN.length());
    String authority = plain ? text.substring(PLAIN.length()) : text;
    if (authority.isEmpty() || authority.chars().anyMatch(c -> c == '/' || c == '?')) {
      return Parsed.invalid(FORM);
    }
    boolean anyPort = authority.lastIndexOf(':') <= authority.lastIndexOf(']');
    if (authority.endsWith(":")) {
      return Parsed.invalid(FORM);
    }
    return switch (HttpsUrl.parse("https://" + authority)) {
      case Parsed.Valid<HttpsUrl>(var url) ->
          Parsed.valid(
              new AllowedHost(
                  url.host(), anyPort ? OptionalInt.empty() : OptionalInt.of(url.port()), plain));
      case Parsed.Invalid<HttpsUrl> invalid -> Parsed.invalid(FORM);
    };
  }

  public AllowedHost {
    if (!host.equals(host.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("An allowed host is written in lower case");
    }
  }

  /** Whether this entry means {@code port} of {@code host}, as a URL writes them. */
  boolean means(String host, int port) {
    return this.host.equals(host) && (this.port.isEmpty() || this.port.getAsInt() == port);
  }
}
