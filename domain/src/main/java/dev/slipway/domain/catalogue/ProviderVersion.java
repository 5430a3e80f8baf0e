package dev.slipway.domain.catalogue;

import dev.slipway.domain.version.SemVer;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of a provider. Once published, what it holds never changes; it can only be yanked and
 * brought back.
 *
 * <p>Every transition is {@link ProviderVersionMachine#apply}.
 */
public sealed interface ProviderVersion {

  /** What no transition changes. */
  Release release();

  /** When the state last changed. */
  Instant updatedAt();

  /** The state's name as the wire spells it. */
  default Status status() {
    return switch (this) {
      case Building building -> Status.BUILDING;
      case Published published -> Status.PUBLISHED;
      case Failed failed -> Status.FAILED;
      case Yanked yanked -> Status.YANKED;
    };
  }

  /** Names the version. */
  default VersionId id() {
    return release().id();
  }

  /** The version's number. */
  default SemVer version() {
    return release().id().version();
  }

  /** The names of the states, in the wire's spelling. */
  enum Status {
    BUILDING("building"),
    PUBLISHED("published"),
    FAILED("failed"),
    YANKED("yanked");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    /** The wire's word. */
    public String word() {
      return word;
    }
  }

  /**
   * Its wheel is being built from sources.
   *
   * @param buildId the build
   */
  record Building(Release release, String buildId, Instant updatedAt) implements ProviderVersion {}

  /**
   * Everybody sees it and may install it.
   *
   * @param publishedAt since when
   */
  record Published(Release release, Instant publishedAt, Instant updatedAt)
      implements ProviderVersion {}

  /**
   * Its build failed; it may be replaced.
   *
   * @param error why, for people
   */
  record Failed(Release release, String error, Instant updatedAt) implements ProviderVersion {}

  /**
   * Withdrawn: out of "latest", new installs and upgrades; what runs goes on.
   *
   * @param publishedAt when it was published
   * @param yankedAt since when it is withdrawn
   * @param reason why, when its owner said so
   */
  record Yanked(
      Release release,
      Instant publishedAt,
      Instant yankedAt,
      Optional<String> reason,
      Instant updatedAt)
      implements ProviderVersion {}
}
