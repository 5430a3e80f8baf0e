package dev.slipway.domain.tenancy;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a right is about, as scopes name it: {@code providers/acme/x}, {@code installations/acme/x},
 * {@code projects/main}, {@code packages}, {@code packages/pkg_…}, {@code api_tokens}, {@code
 * registry_connections} or {@code workspaces}.
 *
 * @param kind what it is
 * @param names its names, as many as its kind has
 */
public record Subject(Kind kind, List<String> names) {

  /** What there is to have rights over. */
  public enum Kind {
    /** Providers, by prefix and name. */
    PROVIDERS("providers", 2, 2),
    /** What an organization has installed, by the provider's prefix and name. */
    INSTALLATIONS("installations", 2, 2),
    /** Projects, by slug. */
    PROJECTS("projects", 1, 1),
    /** Packages, by id; without one, what is about no package alone. */
    PACKAGES("packages", 0, 1),
    /** The API tokens of a workspace. */
    API_TOKENS("api_tokens", 0, 0),
    /** The credentials for registries of a workspace. */
    REGISTRY_CONNECTIONS("registry_connections", 0, 0),
    /** Workspaces. */
    WORKSPACES("workspaces", 0, 0);

    private static final String PACKAGE = "pkg_";
    private static final int MAX_PACKAGE_ID = 54;

    private final String word;
    private final int least;
    private final int most;

    Kind(String word, int least, int most) {
      this.word = word;
      this.least = least;
      this.most = most;
    }

    /** The kind as scopes write it. */
    public String word() {
      return word;
    }

    /** Whether so many names may stand behind the word. */
    public boolean hasNames(int names) {
      return names >= least && names <= most;
    }

    /** How many names stand behind the word at least. */
    public int leastNames() {
      return least;
    }

    /** How many names stand behind the word at most. */
    public int mostNames() {
      return most;
    }

    /** Whether a text could be one of the names. */
    public boolean isName(String text) {
      return switch (this) {
        case PROVIDERS, INSTALLATIONS, PROJECTS -> isSegment(text);
        case PACKAGES -> isPackageId(text);
        case API_TOKENS, REGISTRY_CONNECTIONS, WORKSPACES -> false;
      };
    }

    /** The grammar of the segments of provider names, and of slugs. */
    private static boolean isSegment(String text) {
      return !text.isEmpty()
          && text.charAt(0) != '-'
          && text.charAt(text.length() - 1) != '-'
          && text.chars()
              .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }

    private static boolean isPackageId(String text) {
      return text.startsWith(PACKAGE)
          && text.length() > PACKAGE.length()
          && text.length() <= MAX_PACKAGE_ID
          && text.chars()
              .skip(PACKAGE.length())
              .allMatch(
                  c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
    }
  }

  /**
   * @throws IllegalArgumentException when there are not as many names as the kind may have
   */
  public Subject {
    names = List.copyOf(names);
    if (!kind.hasNames(names.size())) {
      throw new IllegalArgumentException(
          kind.word() + " have other than " + names.size() + " names");
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

  /** What is about packages, and about none alone. */
  public static Subject packages() {
    return new Subject(Kind.PACKAGES, List.of());
  }

  /** A package. */
  public static Subject aPackage(String id) {
    return new Subject(Kind.PACKAGES, List.of(id));
  }

  /** The API tokens of a workspace. */
  public static Subject apiTokens() {
    return new Subject(Kind.API_TOKENS, List.of());
  }

  /** The credentials for registries of a workspace. */
  public static Subject registryConnections() {
    return new Subject(Kind.REGISTRY_CONNECTIONS, List.of());
  }

  /** Workspaces. */
  public static Subject workspaces() {
    return new Subject(Kind.WORKSPACES, List.of());
  }

  /** As scopes write it. */
  @Override
  public String toString() {
    return String.join("/", Stream.concat(Stream.of(kind.word()), names.stream()).toList());
  }
}
