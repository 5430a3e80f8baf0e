package dev.slipway.ports.driven.commit;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that one decision changes. It becomes true as a whole or not at all; the order of the
 * changes does not matter, save that messages are appended in their order. Each aggregate is
 * written at most once.
 *
 * @param changes the parts, at least one
 */
public record Commit(List<Change> changes) {

  /**
   * @throws IllegalArgumentException when there is nothing to change
   */
  public Commit {
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("a commit changes something");
    }
    changes = List.copyOf(changes);
  }

  /** A commit of these changes. */
  public static Commit of(Change... changes) {
    return new Commit(List.of(changes));
  }

  /** This commit and more. */
  public Commit and(Change... more) {
    return and(List.of(more));
  }

  /** This commit and more. */
  public Commit and(List<? extends Change> more) {
    var all = new ArrayList<>(changes);
    all.addAll(more);
    return new Commit(all);
  }
}
