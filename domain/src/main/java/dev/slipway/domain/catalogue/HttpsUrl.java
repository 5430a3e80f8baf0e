package dev.slipway.domain.catalogue;

import dev.slipway.domain.form.Parsed;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An absolute https URL in its canonical form, without user information and without fragment.
 *
 * <p>Canonical means: scheme and host in lower case, no port where it is 443, no leading zeros in
 * another port; path and query byte for byte as they were written, an empty {@code ?} too. URLs are
 * equal when their canonical texts are. A query may hold a secret, so {@code toString} leaves it
 * out. Immutable.
 *
 * <p>What is accepted is the grammar of RFC 3986 in at most {@value #MAX_LENGTH} characters, and of
 * its hosts only DNS names, four plain decimal numbers, and IPv6 literals without a zone: nothing
 * that one program reads as a name and another as an address. Whether the host may be connected to
 * is not judged here. Implements section 3 of the contract's foundation, "URL".
 */
public final class HttpsUrl {

  /** The greatest length of a URL as it is written. */
  public static final int MAX_LENGTH = 2_048;

  private static final String SCHEME = "https://";
  private static final int DEFAULT_PORT = 443;

  /** The unreserved characters and sub-delimiters of RFC 3986 among the ASCII characters. */
  private static final boolean[] PLAIN = plain();

  private final String host;
  private final int port;
  private final String path;
  private final Optional<String> query;

  private HttpsUrl(String host, int port, String path, Optional<String> query) {
    this.host = host;
    this.port = port;
    this.path = path;
    this.query = query;
  }

  /** The URL written as {@code text}: the whole of it, nothing trimmed and nothing repaired. */
  public static Parsed<HttpsUrl> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Parsed.invalid("A URL has at most 2,048 characters");
    }
    if (!isVisibleAscii(text)) {
      return Parsed.invalid("A URL has only visible ASCII characters and no blanks");
    }
    if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Parsed.invalid("The URL must begin with https://");
    }
    if (text.indexOf('#') >= 0) {
      return Parsed.invalid("The URL must not have a fragment");
    }
    int authorityEnd = indexOfAny(text, "/?", SCHEME.length());
    int pathEnd = indexOfAny(text, "?", authorityEnd);
    String path = text.substring(authorityEnd, pathEnd);
    Optional<String> query =
        pathEnd < text.length() ? Optional.of(text.substring(pathEnd + 1)) : Optional.empty();
    if (!isWritten(path, "/:@") || !isWritten(query.orElse(""), "/:@?")) {
      return Parsed.invalid(
          "The URL's path and query must be percent-encoded as RFC 3986 says: every % with two"
              + " hexadecimal digits, no quotes, brackets, braces or backslashes");
    }
    return withAuthority(text.substring(SCHEME.length(), authorityEnd), path, query);
  }

  /**
   * The URL written as {@code text}, where the caller knows that it is one.
   *
   * @throws IllegalArgumentException if {@link #parse} refuses it
   */
  public static HttpsUrl of(String text) {
    return parse(text).orElseThrow();
  }

  private static Parsed<HttpsUrl> withAuthority(
      String authority, String path, Optional<String> query) {
    if (authority.indexOf('@') >= 0) {
      return Parsed.invalid("The URL must not have user information");
    }
    int bracket = authority.indexOf(']');
    int colon = authority.indexOf(':', bracket + 1);
    int hostEnd = colon < 0 ? authority.length() : colon;
    String host = authority.substring(0, hostEnd).toLowerCase(Locale.ROOT);
    if (!Hosts.isHost(host)) {
      return Parsed.invalid(
          "The URL's host must be a DNS name, an IPv4 address of four decimal numbers, or an IPv6"
              + " address in brackets");
    }
    int port = colon < 0 ? DEFAULT_PORT : port(authority.substring(colon + 1));
    return port < 0
        ? Parsed.invalid("The URL's port must be a number from 1 to 65535")
        : Parsed.valid(new HttpsUrl(host, port, path, query));
  }

  /** The port that {@code digits} say, or -1 when they say none. */
  private static int port(String digits) {
    if (digits.isEmpty()) {
      return DEFAULT_PORT;
    }
    int port = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      port = Math.min(port * 10 + (c - '0'), 65_536);
    }
    return port >= 1 && port <= 65_535 ? port : -1;
  }

  /**
   * What {@code location}, a URL or a reference relative to this one, points to (RFC 3986, section
   * 5.2).
   *
   * <p>A fragment is dropped, as it is never sent. Refused is all that is no reference of visible
   * ASCII characters, and all that leads to something else than an https URL of this class.
   */
  public Parsed<HttpsUrl> resolve(String location) {
    if (location.length() > MAX_LENGTH) {
      return Parsed.invalid("A redirect's target has at most 2,048 characters");
    }
    if (!isVisibleAscii(location)) {
      return Parsed.invalid("A redirect's target has only visible ASCII characters and no blanks");
    }
    String reference = location.substring(0, indexOfAny(location, "#", 0));
    int delimiter = indexOfAny(reference, ":/?", 0);
    if (delimiter < reference.length() && reference.charAt(delimiter) == ':') {
      return reference.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
          ? absolute(reference.substring(SCHEME.length()))
          : Parsed.invalid("A redirect must lead to an https URL");
    }
    if (reference.startsWith("//")) {
      return absolute(reference.substring(2));
    }
    int pathEnd = indexOfAny(reference, "?", 0);
    String relative = reference.substring(0, pathEnd);
    String newQuery = reference.substring(pathEnd);
    if (relative.isEmpty()) {
      return parse(SCHEME + authority() + path + (newQuery.isEmpty() ? questionMark() : newQuery));
    }
    String merged =
        relative.startsWith("/")
            ? relative
            : path.substring(0, path.lastIndexOf('/') + 1) + relative;
    return parse(SCHEME + authority() + withoutDotSegments(merged) + newQuery);
  }

  private static Parsed<HttpsUrl> absolute(String afterScheme) {
    int authorityEnd = indexOfAny(afterScheme, "/?", 0);
    int pathEnd = indexOfAny(afterScheme, "?", authorityEnd);
    String path = afterScheme.substring(authorityEnd, pathEnd);
    return parse(
        SCHEME
            + afterScheme.substring(0, authorityEnd)
            + (path.isEmpty() ? "" : withoutDotSegments(path))
            + afterScheme.substring(pathEnd));
  }

  /** {@code path} with {@code .} and {@code ..} followed; it begins with a slash, given or not. */
  private static String withoutDotSegments(String path) {
    Deque<String> kept = new ArrayDeque<>();
    int start = path.startsWith("/") ? 1 : 0;
    while (start <= path.length()) {
      int end = indexOfAny(path, "/", start);
      String segment = path.substring(start, end);
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.equals(".")) {
        kept.addLast(segment);
      }
      if (end == path.length() && (segment.equals("..") || segment.equals("."))) {
        kept.addLast("");
      }
      start = end + 1;
    }
    return "/" + String.join("/", kept);
  }

  /** The canonical text, with the query. Not for logs; those take {@link #withoutQuery}. */
  public String text() {
    return withoutQuery() + questionMark();
  }

  /** The canonical text up to the query: what a log may show. */
  public String withoutQuery() {
    return SCHEME + authority() + path;
  }

  /** Lower-case host; an IPv6 address in brackets, a trailing dot kept. */
  public String host() {
    return host;
  }

  /** The port, from 1 to 65535; 443 where none is written. */
  public int port() {
    return port;
  }

  /** The host, and {@code :port} unless that is 443: what a request calls its host. */
  public String authority() {
    return port == DEFAULT_PORT ? host : host + ":" + port;
  }

  /** The path as it was written; empty when there is none. */
  public String path() {
    return path;
  }

  /**
   * What comes after the question mark, as it was written; empty when there is no question mark.
   */
  public Optional<String> query() {
    return query;
  }

  /** What a request asks for: path and query as they were written, with {@code /} for no path. */
  public String pathAndQuery() {
    return (path.isEmpty() ? "/" : path) + questionMark();
  }

  private String questionMark() {
    return query.map(written -> "?" + written).orElse("");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HttpsUrl url && text().equals(url.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  /** {@link #withoutQuery}. */
  @Override
  public String toString() {
    return withoutQuery();
  }

  private static boolean isVisibleAscii(String text) {
    return Characters.all(text, c -> c > ' ' && c < 0x7f);
  }

  /**
   * Whether {@code part}, of visible ASCII, has only unreserved characters, sub-delimiters,
   * escapes, and {@code more}.
   */
  private static boolean isWritten(String part, String more) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '%') {
        if (i + 2 >= part.length() || !isHex(part.charAt(i + 1)) || !isHex(part.charAt(i + 2))) {
          return false;
        }
      } else if (!PLAIN[c] && more.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean[] plain() {
    var plain = new boolean[0x80];
    Arrays.fill(plain, '0', '9' + 1, true);
    Arrays.fill(plain, 'a', 'z' + 1, true);
    Arrays.fill(plain, 'A', 'Z' + 1, true);
    "-._~!$&'()*+,;=".chars().forEach(c -> plain[c] = true);
    return plain;
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0;
  }

  /** Where the first of {@code characters} is from {@code from} on; the end when there is none. */
  private static int indexOfAny(String text, String characters, int from) {
    int at = from;
    while (at < text.length() && characters.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
