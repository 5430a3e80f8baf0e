package dev.slipway.domain.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object in their order; never changes. Most objects have few members: those
 * stand side by side and are looked through, which costs a fraction of a hash table's memory and
 * time. More are hashed, so that no object, however large, is slow to make or to look into.
 */
final class Members extends AbstractMap<String, Json> {

  /** So many members are looked through. */
  static final int FEW = 24;

  private final String[] names;
  private final Json[] values;
  private final int count;

  /** All of them when they are more than few; else empty. */
  private final Map<String, Json> many;

  private Members(String[] names, Json[] values, int count, Map<String, Json> many) {
    this.names = names;
    this.values = values;
    this.count = count;
    this.many = many;
  }

  /** The same members in the same order. */
  static Members of(Map<String, Json> members) {
    if (members instanceof Members same) {
      return same;
    }
    var collector = new Collector();
    members.forEach(collector::put);
    return collector.members();
  }

  @Override
  public int size() {
    return count;
  }

  /** Whether they stand side by side; then each has a place, from 0 on. */
  boolean areFew() {
    return many.isEmpty();
  }

  /** The name at a place, where they are few. */
  String name(int at) {
    return names[at];
  }

  /** The value at a place, where they are few. */
  Json value(int at) {
    return values[at];
  }

  @Override
  public @Nullable Json get(@Nullable Object name) {
    if (!many.isEmpty()) {
      return many.get(name);
    }
    int at = find(names, count, name);
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Json> action) {
    if (many.isEmpty()) {
      for (int i = 0; i < count; i++) {
        action.accept(names[i], values[i]);
      }
    } else {
      many.forEach(action);
    }
  }

  @Override
  public Set<Map.Entry<String, Json>> entrySet() {
    return many.isEmpty() ? new Entries() : Collections.unmodifiableMap(many).entrySet();
  }

  // Names in code are interned, and so are those that parsers hand over: most are found without a
  // look at their characters.
  @SuppressWarnings("ReferenceEquality")
  private static int find(String[] names, int count, @Nullable Object name) {
    for (int i = 0; i < count; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    for (int i = 0; i < count; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Json>> {

    @Override
    public int size() {
      return count;
    }

    @Override
    public Iterator<Map.Entry<String, Json>> iterator() {
      return new Iterator<>() {
        private int at;

        @Override
        public boolean hasNext() {
          return at < count;
        }

        @Override
        public Map.Entry<String, Json> next() {
          if (at == count) {
            throw new NoSuchElementException();
          }
          return Map.entry(names[at], values[at++]);
        }
      };
    }
  }

  /** Collects members. Belongs to one thread. */
  static final class Collector {
    private static final String[] NO_NAMES = {};
    private static final Json[] NO_VALUES = {};
    private static final int FIRST = 8;

    private String[] names = NO_NAMES;
    private Json[] values = NO_VALUES;
    private int count;

    /** A bit for every name's hash: where it is not set, the name is new without a look. */
    private long seen;

    private Map<String, Json> many = Map.of();

    /** Whether somebody was handed what this collects in, so that it must not change any more. */
    private boolean isHandedOut;

    /** Sets a member: in its place when it is there already, else last. */
    void put(String name, Json value) {
      Objects.requireNonNull(name, "a member's name is null");
      Objects.requireNonNull(value, "a member's value is null; say Json.nothing()");
      own();
      if (many.isEmpty()) {
        long bit = 1L << name.hashCode();
        int at = (seen & bit) == 0 ? -1 : find(names, count, name);
        if (at >= 0) {
          values[at] = value;
          return;
        }
        if (count < FEW) {
          seen |= bit;
          add(name, value);
          return;
        }
        many = hashed();
      }
      many.put(name, value);
      count = many.size();
    }

    private void own() {
      if (isHandedOut) {
        names = names.clone();
        values = values.clone();
        many = many.isEmpty() ? many : new LinkedHashMap<>(many);
        isHandedOut = false;
      }
    }

    private void add(String name, Json value) {
      if (count == names.length) {
        int room = count == 0 ? FIRST : count == FIRST ? 2 * FIRST : FEW;
        names = Arrays.copyOf(names, room);
        values = Arrays.copyOf(values, room);
      }
      names[count] = name;
      values[count] = value;
      count++;
    }

    private Map<String, Json> hashed() {
      var all = new LinkedHashMap<String, Json>(4 * FEW);
      for (int i = 0; i < count; i++) {
        all.put(names[i], values[i]);
      }
      names = NO_NAMES;
      values = NO_VALUES;
      return all;
    }

    /** What was collected. More may be collected, without changing it. */
    Members members() {
      isHandedOut = true;
      return new Members(names, values, count, many);
    }
  }
}
