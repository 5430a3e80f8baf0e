package dev.slipway.adaptersinmemory.store;

import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.NewestFirst.Place;
import dev.slipway.ports.paging.Stretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Entries in the order in which lists tell them that begin with the newest.
 *
 * @param <V> what is listed
 */
final class Newest<V> {

  private static final Comparator<Place> OLDEST_FIRST =
      Comparator.comparing(Place::createdAt).thenComparing(Place::id);

  private final NavigableMap<Place, V> entries =
      new TreeMap<>(Collections.reverseOrder(OLDEST_FIRST));

  void put(Instant createdAt, String id, V value) {
    entries.put(new Place(createdAt, id), value);
  }

  void remove(Instant createdAt, String id) {
    entries.remove(new Place(createdAt, id));
  }

  Stretch<V> cut(NewestFirst part) {
    return cut(part, Long.MAX_VALUE, value -> 0);
  }

  /**
   * Part of the list, which ends before it weighs too much.
   *
   * @param most how much it may weigh, unless it has a single entry
   */
  Stretch<V> cut(NewestFirst part, long most, ToLongFunction<? super V> weight) {
    var behind =
        switch (part.from()) {
          case NewestFirst.Top top -> entries;
          case NewestFirst.Behind(var place) -> entries.tailMap(place, false);
        };
    var items = new ArrayList<V>();
    long weighed = 0;
    Iterator<V> left = behind.values().iterator();
    while (left.hasNext()) {
      V next = left.next();
      weighed += weight.applyAsLong(next);
      if (items.size() == part.limit() || (!items.isEmpty() && weighed > most)) {
        return new Stretch<>(items, true);
      }
      items.add(next);
    }
    return new Stretch<>(items, false);
  }
}
