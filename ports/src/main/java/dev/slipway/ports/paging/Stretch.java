package dev.slipway.ports.paging;

import java.util.List;
import java.util.function.Function;

/**
 * Part of a list that is told newest first.
 *
 * @param items the entries, in the list's order
 * @param more whether there are entries behind the last of these
 * @param <T> what is listed
 */
public record Stretch<T>(List<T> items, boolean more) {
  public Stretch {
    items = List.copyOf(items);
  }

  /** The same part, of what each entry becomes. */
  public <R> Stretch<R> map(Function<? super T, ? extends R> change) {
    return new Stretch<>(items.stream().<R>map(change).toList(), more);
  }
}
