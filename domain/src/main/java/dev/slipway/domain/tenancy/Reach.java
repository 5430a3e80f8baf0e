package dev.slipway.domain.tenancy;

import java.util.List;
import java.util.Optional;

/**
 * Which of the things that have a prefix and a name somebody's scopes let them see.
 *
 * @param parts it is what any of them holds
 */
public record Reach(List<Names> parts) {

  /** All there are. */
  public static final Reach EVERYTHING =
      new Reach(List.of(new Names(Optional.empty(), Optional.empty())));

  public Reach {
    parts = List.copyOf(parts);
  }

  /**
   * Some prefixes and names.
   *
   * @param prefix the only prefix; empty for any
   * @param name the only name; empty for any
   */
  public record Names(Optional<String> prefix, Optional<String> name) {

    /** Whether these are all there are. */
    boolean areAll() {
      return prefix.isEmpty() && name.isEmpty();
    }
  }

  /** Whether a prefix and a name are in it. */
  public boolean holds(String prefix, String name) {
    return parts.stream()
        .anyMatch(
            part ->
                part.prefix().map(prefix::equals).orElse(true)
                    && part.name().map(name::equals).orElse(true));
  }

  /** Whether every name under a prefix is in it, through one of its parts. */
  public boolean holdsAllOf(String prefix) {
    return parts.stream()
        .anyMatch(part -> part.prefix().map(prefix::equals).orElse(true) && part.name().isEmpty());
  }

  /** Whether it is all there are. */
  public boolean isEverything() {
    return parts.stream().anyMatch(Names::areAll);
  }

  /** Whether nothing can be in it. */
  public boolean isNothing() {
    return parts.isEmpty();
  }
}
