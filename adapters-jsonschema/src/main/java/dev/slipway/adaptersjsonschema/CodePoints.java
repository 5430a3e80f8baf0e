package dev.slipway.adaptersjsonschema;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A set of code points. Immutable and thread-safe. */
final class CodePoints {

  static final CodePoints NONE = new CodePoints(new int[0]);
  static final CodePoints ALL = range(0, Character.MAX_CODE_POINT);

  /** The first and the last of each range; the ranges ascend and do not touch each other. */
  private final int[] bounds;

  private CodePoints(int[] bounds) {
    this.bounds = bounds;
  }

  /** All from {@code first} to {@code last}. */
  static CodePoints range(int first, int last) {
    return new CodePoints(new int[] {first, last});
  }

  /** The first and the last of each range. */
  static CodePoints ranges(int... bounds) {
    return union(
        IntStream.range(0, bounds.length / 2)
            .mapToObj(i -> range(bounds[2 * i], bounds[2 * i + 1]))
            .toList());
  }

  /** All for which {@code member} is true. */
  static CodePoints where(IntPredicate member) {
    int[] bounds = new int[16];
    int size = 0;
    for (int c = 0; c <= Character.MAX_CODE_POINT + 1; c++) {
      boolean inside = size % 2 == 1;
      boolean is = c <= Character.MAX_CODE_POINT && member.test(c);
      if (is != inside) {
        bounds = size == bounds.length ? Arrays.copyOf(bounds, 2 * size) : bounds;
        bounds[size++] = is ? c : c - 1;
      }
    }
    return new CodePoints(Arrays.copyOf(bounds, size));
  }

  /** All that are in one of {@code sets}. */
  static CodePoints union(List<CodePoints> sets) {
    if (sets.size() == 1) {
      return sets.getFirst();
    }
    // The first of a range in the upper half of a number, so that they sort by it.
    long[] ranges =
        sets.stream()
            .flatMapToLong(
                set ->
                    IntStream.range(0, set.size())
                        .mapToLong(i -> ((long) set.first(i) << 32) | set.last(i)))
            .sorted()
            .toArray();
    int[] bounds = new int[2 * ranges.length];
    int size = 0;
    for (long range : ranges) {
      int first = (int) (range >> 32);
      int last = (int) range;
      if (size > 0 && first <= bounds[size - 1] + 1) {
        bounds[size - 1] = Math.max(bounds[size - 1], last);
      } else {
        bounds[size++] = first;
        bounds[size++] = last;
      }
    }
    return new CodePoints(Arrays.copyOf(bounds, size));
  }

  /** All that are not in this set. */
  CodePoints complement() {
    int[] others = new int[bounds.length + 2];
    int size = 0;
    int next = 0;
    for (int i = 0; i < size(); i++) {
      if (first(i) > next) {
        others[size++] = next;
        others[size++] = first(i) - 1;
      }
      next = last(i) + 1;
    }
    if (next <= Character.MAX_CODE_POINT) {
      others[size++] = next;
      others[size++] = Character.MAX_CODE_POINT;
    }
    return new CodePoints(Arrays.copyOf(others, size));
  }

  boolean contains(int c) {
    if (bounds.length == 2) {
      return c >= bounds[0] && c <= bounds[1];
    }
    int found = Arrays.binarySearch(bounds, c);
    // Between the two bounds of a range an insertion would be at an odd place.
    return found >= 0 || (-found - 1) % 2 == 1;
  }

  /** How many ranges there are. */
  int size() {
    return bounds.length / 2;
  }

  /** The first of a range. */
  int first(int range) {
    return bounds[2 * range];
  }

  /** The last of a range. */
  int last(int range) {
    return bounds[2 * range + 1];
  }
}
