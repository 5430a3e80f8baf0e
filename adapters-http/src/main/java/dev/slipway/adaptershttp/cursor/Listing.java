package dev.slipway.adaptershttp.cursor;

import java.util.List;

/**
 * A list that comes in pages: cursors of one are no good for another.
 *
 * @param route the endpoint's name
 * @param workspace whose things it tells
 * @param filters what narrows it, in the route's own order; not the size of a page
 */
public record Listing(String route, String workspace, List<String> filters) {

  private static final char LINE_END = '\n';

  /**
   * @throws IllegalArgumentException when a part has a line end, which separates parts
   */
  public Listing {
    filters = List.copyOf(filters);
    if (route.indexOf(LINE_END) >= 0
        || workspace.indexOf(LINE_END) >= 0
        || filters.stream().anyMatch(filter -> filter.indexOf(LINE_END) >= 0)) {
      throw new IllegalArgumentException("No part of a listing has a line end");
    }
  }

  /** All parts, so that no two listings have the same text. */
  String text() {
    return route
        + LINE_END
        + workspace
        + LINE_END
        + filters.size()
        + LINE_END
        + String.join(String.valueOf(LINE_END), filters)
        + LINE_END;
  }
}
