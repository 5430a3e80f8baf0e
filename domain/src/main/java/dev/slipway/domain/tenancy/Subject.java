package dev.slipway.domain.tenancy;

import java.util.List;

/**
 * What a right is about, as scopes name it: {@code providers/acme/x}, {@code installations/acme/x}
 * or {@code projects/main}.
 *
 * @param kind what it is
 * @param names its names, as many as its kind has
 */
public record Subject(Kind kind, List<String> names) {

  /** What there is to have rights over. */
  public enum Kind {
    /** Providers, by prefix and name. */
    PROVIDERS("providers", 2),
    /** What an organization has installed, by the provider's prefix and name. */
    INSTALLATIONS("installations", 2),
    /** Projects, by slug. */
    PROJECTS("projects", 1);

    private final String word;
    private final int names;

    Kind(String word, int names) {
      this.word = word;
      this.names = names;
    }

    /** The kind as scopes write it. */
    public String word() {
      return word;
    }

    /** How many names tell one of the kind from another. */
    public int names() {
      return names;
    }
  }

  /**
   * @throws IllegalArgumentException when there are not as many names as the kind has
   */
  public Subject {
    names = List.copyOf(names);
    if (names.size() != kind.names()) {
      throw new IllegalArgumentException(kind.word() + " have " + kind.names() + " names each");
    }
  }

  /** A provider. */
  public static Subject provider(String prefix, String name) {
    return new Subject(Kind.PROVIDERS, List.of(prefix, name));
  }

  /** An installation of a provider. */
  public static Subject installation(String prefix, String name) {
    return new Subject(Kind.INSTALLATIONS, List.of(prefix, name));
  }

  /** A project. */
  public static Subject project(String slug) {
    return new Subject(Kind.PROJECTS, List.of(slug));
  }

  /** As scopes write it. */
  @Override
  public String toString() {
    return kind.word() + "/" + String.join("/", names);
  }
}
