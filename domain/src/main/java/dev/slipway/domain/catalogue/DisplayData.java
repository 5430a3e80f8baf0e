package dev.slipway.domain.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * What people read about a provider in the catalogue.
 *
 * @param displayName 1 to 100 characters
 * @param description at most 500 characters; never absent, may be empty
 * @param iconUrl an https URL of at most 500 characters
 * @param readme at most 50,000 characters
 * @param tags at most 20 of 1 to 50 characters, each once
 */
public record DisplayData(
    String displayName,
    String description,
    Optional<String> iconUrl,
    Optional<String> readme,
    List<String> tags) {

  public DisplayData {
    tags = List.copyOf(tags);
  }

  /** What a provider shows when its first publisher said nothing. */
  public static DisplayData named(String shortName) {
    return new DisplayData(shortName, "", Optional.empty(), Optional.empty(), List.of());
  }

  /**
   * Replaces the parts that are given; an absent part stays.
   *
   * <p>An empty icon URL or readme clears it (contract/foundation.md section 4).
   */
  public DisplayData with(Edit edit) {
    return new DisplayData(
        edit.displayName().orElse(displayName),
        edit.description().orElse(description),
        edit.iconUrl().isPresent() ? edit.iconUrl().filter(url -> !url.isEmpty()) : iconUrl,
        edit.readme().isPresent() ? edit.readme().filter(text -> !text.isEmpty()) : readme,
        edit.tags().orElse(tags));
  }

  /**
   * A change of display data: what is absent stays as it is.
   *
   * @param displayName the new name
   * @param description the new description
   * @param iconUrl the new icon; empty text clears it
   * @param readme the new readme; empty text clears it
   * @param tags the new tags, all of them
   */
  public record Edit(
      Optional<String> displayName,
      Optional<String> description,
      Optional<String> iconUrl,
      Optional<String> readme,
      Optional<List<String>> tags) {

    /** An edit that changes nothing. */
    public static final Edit NONE =
        new Edit(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }
}
