package dev.slipway.ports.paging;

import java.util.List;

/**
 * Part of a list.
 *
 * @param items the entries, in the list's order
 * @param total how many the whole list has
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, long total) {
  public Page {
    items = List.copyOf(items);
  }
}
