package dev.slipway.domain.version;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The three numbers of a release, each of any size.
 *
 * @param numbers the digits of major, minor and patch, without leading zeros
 */
record Core(List<String> numbers) implements Comparable<Core> {

  /** The lowest release. */
  static final Core LOWEST = new Core(List.of("0", "0", "0"));

  Core {
    numbers = List.copyOf(numbers);
  }

  /** The release that begins with some numbers and goes on with zeros. */
  static Core padded(List<String> numbers) {
    var all = new ArrayList<>(numbers);
    all.addAll(Collections.nCopies(3 - numbers.size(), "0"));
    return new Core(all);
  }

  /** The lowest release in which the number at {@code place} is higher than here. */
  Core next(int place) {
    var higher = new ArrayList<>(numbers.subList(0, place));
    higher.add(new BigInteger(numbers.get(place)).add(BigInteger.ONE).toString());
    return padded(higher);
  }

  VersionKey sortKey() {
    return VersionKey.of(numbers.get(0), numbers.get(1), numbers.get(2), List.of());
  }

  @Override
  public int compareTo(Core other) {
    int order = 0;
    for (int i = 0; order == 0 && i < 3; i++) {
      order = SemVer.compareNumbers(numbers.get(i), other.numbers.get(i));
    }
    return order;
  }
}
