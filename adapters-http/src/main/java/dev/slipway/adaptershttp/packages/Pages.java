package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.cursor.Cursors;
import dev.slipway.adaptershttp.cursor.Listing;
import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.paging.NewestFirst.Place;
import dev.slipway.ports.paging.Stretch;
import java.util.function.Function;

/** Pages of lists as answers (contract/packages.md section 2, "Cursors"). */
final class Pages {
  private Pages() {}

  /**
   * A page.
   *
   * @param item how an entry is told
   * @param place where an entry stands in the list
   */
  static <T> Answer page(
      Cursors cursors,
      Listing listing,
      Stretch<T> part,
      Function<T, ? extends Json> item,
      Function<T, Place> place) {
    var page =
        Json.object()
            .put("data", Json.array(part.items().stream().<Json>map(item).toList()))
            .put("has_more", part.more());
    return Answer.json(
        200,
        (part.more()
                ? page.put(
                    "next_cursor", cursors.write(listing, place.apply(part.items().getLast())))
                : page.putNothing("next_cursor"))
            .build());
  }
}
