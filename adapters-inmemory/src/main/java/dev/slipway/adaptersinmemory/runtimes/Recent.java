package dev.slipway.adaptersinmemory.runtimes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was noted last, of at most so many things. Not thread-safe. */
final class Recent<K, V> {

  private final int most;
  private final Map<K, V> notes = new LinkedHashMap<>();

  Recent(int most) {
    this.most = most;
  }

  void note(K key, V value) {
    notes.remove(key);
    notes.put(key, value);
    if (notes.size() > most) {
      notes.remove(notes.keySet().iterator().next());
    }
  }

  Optional<V> get(K key) {
    return Optional.ofNullable(notes.get(key));
  }

  void forget(K key) {
    notes.remove(key);
  }
}
