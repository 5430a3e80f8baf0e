package dev.slipway.adaptershttp.fetch;

import dev.slipway.domain.catalogue.HttpsUrl;
import dev.slipway.domain.form.Parsed;

/**
 * A URL that is fetched: an {@link HttpsUrl}, or the same without TLS. Whether it may be fetched
 * without TLS is judged where it is fetched.
 *
 * @param url the URL, with https in place of http
 * @param plain whether it is http
 */
public record WebUrl(HttpsUrl url, boolean plain) {

  private static final String HTTP = "http://";
  private static final String HTTPS = "https://";
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** A URL with TLS. */
  public static WebUrl secure(HttpsUrl url) {
    return new WebUrl(url, false);
  }

  /** The URL written as {@code text}, http or https. */
  public static Parsed<WebUrl> parse(String text) {
    if (!isPlain(text)) {
      return HttpsUrl.parse(text).map(WebUrl::secure);
    }
    String rest = text.substring(HTTP.length());
    return HttpsUrl.parse(HTTPS + rest).then(url -> plain(url, rest));
  }

  /**
   * What a redirect from here to {@code location} leads to; without a scheme of its own, as here.
   */
  Parsed<WebUrl> resolve(String location) {
    if (isPlain(location)) {
      String rest = location.substring(HTTP.length());
      return url.resolve(HTTPS + rest).then(target -> plain(target, rest));
    }
    boolean secure = !plain || location.regionMatches(true, 0, HTTPS, 0, HTTPS.length());
    return url.resolve(location).map(target -> new WebUrl(target, !secure));
  }

  private static boolean isPlain(String text) {
    return text.regionMatches(true, 0, HTTP, 0, HTTP.length());
  }

  /** Port 443 cannot be told from no port once it is read; without TLS that is a difference. */
  private static Parsed<WebUrl> plain(HttpsUrl url, String written) {
    boolean names443 =
        url.port() == HTTPS_PORT
            && written.regionMatches(true, 0, url.host() + ":", 0, url.host().length() + 1);
    return names443
        ? Parsed.invalid("A URL without TLS must not name port 443")
        : Parsed.valid(new WebUrl(url, true));
  }

  /** Lower-case host; an IPv6 address in brackets, a trailing dot kept. */
  public String host() {
    return url.host();
  }

  /** The port that is connected to. */
  public int port() {
    return plain && url.port() == HTTPS_PORT ? HTTP_PORT : url.port();
  }

  /** Whether {@code other} is at the same host and port, and spoken to in the same way. */
  public boolean sharesOriginWith(WebUrl other) {
    return plain == other.plain && host().equals(other.host()) && port() == other.port();
  }

  /** What a request calls its host. */
  String authority() {
    return url.authority();
  }

  /** What a request asks for: path and query as they were written. */
  String pathAndQuery() {
    return url.pathAndQuery();
  }

  /** The canonical text, with the query. Not for logs. */
  public String text() {
    return plain ? HTTP + url.text().substring(HTTPS.length()) : url.text();
  }

  /** The canonical text up to the query: what a log may show. */
  @Override
  public String toString() {
    return plain ? HTTP + url.withoutQuery().substring(HTTPS.length()) : url.withoutQuery();
  }
}
