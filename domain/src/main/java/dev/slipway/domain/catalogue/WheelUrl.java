package dev.slipway.domain.catalogue;

import dev.slipway.domain.form.Parsed;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The canonical URL of a wheel: an {@link HttpsUrl} whose path ends in the file name of a wheel.
 *
 * <p>Its query is part of what it points to, and may hold a secret, so {@code toString} leaves it
 * out. URLs are equal when their canonical texts are. Immutable. Implements section 3 of the
 * contract's foundation, "URL" and "Wheel name".
 */
public final class WheelUrl {
  private final HttpsUrl url;
  private final WheelName wheelName;

  private WheelUrl(HttpsUrl url, WheelName wheelName) {
    this.url = url;
    this.wheelName = wheelName;
  }

  /** The URL written as {@code text}: the whole of it, nothing trimmed and nothing repaired. */
  public static Parsed<WheelUrl> parse(String text) {
    if (text.indexOf('#') >= 0) {
      return Parsed.invalid(
          "The URL must not have a fragment; give the digest of the wheel as sha256 instead");
    }
    return HttpsUrl.parse(text)
        .then(
            url ->
                fileName(url.path())
                    .then(WheelName::parse)
                    .map(wheelName -> new WheelUrl(url, wheelName)));
  }

  /**
   * The URL written as {@code text}, where the caller knows that it is one.
   *
   * @throws IllegalArgumentException if {@link #parse} refuses it
   */
  public static WheelUrl of(String text) {
    return parse(text).orElseThrow();
  }

  /** The last segment of a path, percent-decoded once. */
  private static Parsed<String> fileName(String path) {
    String segment = path.substring(path.lastIndexOf('/') + 1);
    if (segment.indexOf('%') < 0) {
      return Parsed.valid(segment); // a URL is ASCII, and this is behind its last slash
    }
    var name = new StringBuilder(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '%') {
        c = (char) HexFormat.fromHexDigits(segment, i + 1, i + 3);
        i += 2;
      }
      // UTF-8 beyond ASCII begins with a byte above 127, and no wheel's name has any such
      // character.
      if (c == 0 || c == '/' || c > 0x7f) {
        return Parsed.invalid("The URL's file name must be ASCII without an encoded slash or NUL");
      }
      name.append(c);
    }
    return Parsed.valid(name.toString());
  }

  /** The same URL, as one among others that need not lead to a wheel. */
  public HttpsUrl url() {
    return url;
  }

  /** The name of the wheel's file. */
  public WheelName wheelName() {
    return wheelName;
  }

  /** The canonical text, with the query. Not for logs; those take {@link #withoutQuery}. */
  public String text() {
    return url.text();
  }

  /** The canonical text up to the query: what a log may show. */
  public String withoutQuery() {
    return url.withoutQuery();
  }

  /** Lower-case host; an IPv6 address in brackets, a trailing dot kept. */
  public String host() {
    return url.host();
  }

  /** The port, from 1 to 65535; 443 where none is written. */
  public int port() {
    return url.port();
  }

  /**
   * What comes after the question mark, as it was written; empty when there is no question mark.
   */
  public Optional<String> query() {
    return url.query();
  }

  /** What a request asks for: path and query as they were written. */
  public String pathAndQuery() {
    return url.pathAndQuery();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WheelUrl wheel && url.equals(wheel.url);
  }

  @Override
  public int hashCode() {
    return url.hashCode();
  }

  /** {@link #withoutQuery}. */
  @Override
  public String toString() {
    return withoutQuery();
  }
}
