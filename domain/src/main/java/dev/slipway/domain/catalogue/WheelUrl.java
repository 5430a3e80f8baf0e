package dev.slipway.domain.catalogue;

import dev.slipway.domain.form.Parsed;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The canonical URL of a wheel: an {@link HttpsUrl} whose path ends in the file name of a wheel.
 *
 * <p>Its query is part of what it points to, and may hold a secret, so {@code toString} leaves it
 * out. URLs are equal when their canonical texts are. Immutable, and thread-safe. Implements
 * section 3 of the contract's foundation, "URL" and "Wheel name".
 */
public final class WheelUrl {

  private record Parts(HttpsUrl url, WheelName wheelName) {}

  private final String text;

  /** Of a text that is {@link #known}, what was found in it when somebody first asked. */
  private volatile @Nullable Parts parts;

  private WheelUrl(String text, @Nullable Parts parts) {
    this.text = text;
    this.parts = parts;
  }

  /** The URL written as {@code text}: the whole of it, nothing trimmed and nothing repaired. */
  public static Parsed<WheelUrl> parse(String text) {
    return parts(text).map(parts -> new WheelUrl(parts.url().text(), parts));
  }

  private static Parsed<Parts> parts(String text) {
    if (text.indexOf('#') >= 0) {
      return Parsed.invalid(
          "The URL must not have a fragment; give the digest of the wheel as sha256 instead");
    }
    return HttpsUrl.parse(text)
        .then(
            url ->
                fileName(url.path())
                    .then(WheelName::parse)
                    .map(wheelName -> new Parts(url, wheelName)));
  }

  /**
   * The URL written as {@code text}, where the caller knows that it is one.
   *
   * @throws IllegalArgumentException if {@link #parse} refuses it
   */
  public static WheelUrl of(String text) {
    return parse(text).orElseThrow();
  }

  /**
   * The URL of this canonical text, as {@link #text} gave it. It is not judged again before
   * somebody asks for a part of it: most URLs that were kept are only shown.
   *
   * @param canonicalText the text of a URL; who asks for a part of another gets an {@link
   *     IllegalArgumentException}
   */
  public static WheelUrl known(String canonicalText) {
    return new WheelUrl(canonicalText, null);
  }

  private Parts parts() {
    var found = parts;
    if (found == null) {
      found = parts(text).orElseThrow();
      parts = found;
    }
    return found;
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
    return parts().url();
  }

  /** The name of the wheel's file. */
  public WheelName wheelName() {
    return parts().wheelName();
  }

  /** The canonical text, with the query. Not for logs; those take {@link #withoutQuery}. */
  public String text() {
    return text;
  }

  /** The canonical text up to the query: what a log may show. */
  public String withoutQuery() {
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  /** Lower-case host; an IPv6 address in brackets, a trailing dot kept. */
  public String host() {
    return url().host();
  }

  /** The port, from 1 to 65535; 443 where none is written. */
  public int port() {
    return url().port();
  }

  /**
   * What comes after the question mark, as it was written; empty when there is no question mark.
   */
  public Optional<String> query() {
    return url().query();
  }

  /** What a request asks for: path and query as they were written. */
  public String pathAndQuery() {
    return url().pathAndQuery();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WheelUrl wheel && text.equals(wheel.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** {@link #withoutQuery}. */
  @Override
  public String toString() {
    return withoutQuery();
  }
}
