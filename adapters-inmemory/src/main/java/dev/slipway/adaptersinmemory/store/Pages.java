package dev.slipway.adaptersinmemory.store;

import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;

/** Cuts pages out of sorted maps, without walking over what lies before an after-key. */
final class Pages {
  private Pages() {}

  /**
   * A page of a map.
   *
   * @param position the map's key that an after-key means; empty when it can mean none, and then
   *     nothing is behind it
   */
  static <K, V, T> Page<T> of(
      NavigableMap<K, V> all,
      Paging paging,
      Function<String, Optional<K>> position,
      Function<? super V, ? extends T> entry) {
    var behind =
        switch (paging.start()) {
          case Paging.Offset offset -> all.values().stream().skip(offset.offset());
          case Paging.After after ->
              position.apply(after.key()).stream()
                  .flatMap(key -> all.tailMap(key, false).values().stream());
        };
    return new Page<>(behind.limit(paging.limit()).<T>map(entry).toList(), all.size());
  }
}
