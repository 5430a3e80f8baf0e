package dev.slipway.adaptershttp.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The target of a request: its path and its query, as they were written on the request line
 * (contract/foundation.md section 1, "paths").
 *
 * <p>The path is split at its slashes first and each segment is percent-decoded once as UTF-8, so
 * that {@code %2F} is part of a segment. A plus is a plus. Neither {@code //} nor {@code ..} is
 * followed. A slash at the end is remembered and belongs to no segment.
 *
 * @param path the decoded segments; empty for the root
 * @param trailingSlash whether a slash follows the last segment
 * @param query the parameters
 */
public record RequestTarget(List<String> path, boolean trailingSlash, QueryText query) {

  public RequestTarget {
    path = List.copyOf(path);
  }

  /**
   * Reads a target in origin form ({@code /path?query}) or absolute form ({@code
   * http://host/path?query}). Empty when the path does not begin with a slash, or has a bad escape,
   * bytes that are not UTF-8, or U+0000.
   */
  public static Optional<RequestTarget> parse(String raw) {
    int start = authorityEnd(raw);
    int question = raw.indexOf('?', start);
    String path = raw.substring(start, question < 0 ? raw.length() : question);
    String query = question < 0 ? "" : raw.substring(question + 1);
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    boolean slash = path.length() > 1 && path.endsWith("/");
    var segments = new ArrayList<String>();
    int from = 1;
    int end = slash ? path.length() - 1 : path.length();
    while (from <= end && path.length() > 1) {
      int next = path.indexOf('/', from);
      int to = next < 0 || next > end ? end : next;
      var segment = Percent.decode(path.substring(from, to), false);
      if (segment.isEmpty() || segment.get().indexOf('\0') >= 0) {
        return Optional.empty();
      }
      segments.add(segment.get());
      from = to + 1;
    }
    return Optional.of(new RequestTarget(segments, slash, QueryText.parse(query)));
  }

  /** The path without its query, as it was written: what a log may show. */
  public static String pathOf(String raw) {
    int question = raw.indexOf('?');
    return question < 0 ? raw : raw.substring(0, question);
  }

  private static int authorityEnd(String raw) {
    boolean absolute =
        raw.regionMatches(true, 0, "http://", 0, 7) || raw.regionMatches(true, 0, "https://", 0, 8);
    if (!absolute) {
      return 0;
    }
    int slash = raw.indexOf('/', raw.indexOf("//") + 2);
    return slash < 0 ? raw.length() : slash;
  }
}
