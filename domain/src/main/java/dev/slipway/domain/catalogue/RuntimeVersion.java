package dev.slipway.domain.catalogue;

import dev.slipway.domain.version.SemVer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What providers run on: a container image under a version. Never changes.
 *
 * @param version its version; one a precedence
 * @param imageUrl the image's reference, 1 to 512 characters without blanks
 * @param changelog release notes
 * @param releasedAt when it was registered
 */
public record RuntimeVersion(
    SemVer version, String imageUrl, Optional<String> changelog, Instant releasedAt) {

  /** The request fields in which another registration differs, sorted. */
  public List<String> differencesTo(RuntimeVersion other) {
    var differences = new ArrayList<String>();
    if (!changelog.equals(other.changelog)) {
      differences.add("changelog");
    }
    if (!imageUrl.equals(other.imageUrl)) {
      differences.add("image_url");
    }
    if (!version.equals(other.version)) {
      differences.add("version");
    }
    return List.copyOf(differences);
  }
}
