package dev.slipway.domain.installform;

import dev.slipway.domain.installform.FormChange.Impact;
import dev.slipway.domain.installform.FormChange.Kind;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.version.SemVer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a version asks for otherwise than another one (contract/packages.md section 8). Pure.
 *
 * @param impact the worst of all changes
 * @param changes in the order of the newer document; what was removed is last at each level
 * @param warning a sentence, when semver promises less change than there is
 */
public record FormComparison(Impact impact, List<FormChange> changes, Optional<String> warning) {

  public FormComparison {
    changes = List.copyOf(changes);
  }

  /**
   * Compares two schemas.
   *
   * @param from the version that is left
   * @param before its schema
   * @param to the version that is gone to
   * @param after its schema
   */
  public static FormComparison of(SemVer from, FormSchema before, SemVer to, FormSchema after) {
    var changes = changes(before, after);
    var impact =
        changes.stream()
            .map(FormChange::impact)
            .max(Comparator.naturalOrder())
            .orElse(Impact.COMPATIBLE);
    return new FormComparison(impact, changes, warning(from, to, impact));
  }

  private static List<FormChange> changes(FormSchema before, FormSchema after) {
    try {
      return new Comparing(before, after).changes();
    } catch (FormSchema.TooCostly e) {
      return List.of(
          new FormChange(
              "",
              Kind.TIGHTENED,
              Impact.BREAKING,
              Json.nothing(),
              Json.nothing(),
              "The two schemas take too much work to compare, so no value can be promised to"
                  + " fit."));
    }
  }

  private static Optional<String> warning(SemVer from, SemVer to, Impact impact) {
    if (!to.isHigherThan(from)) {
      return Optional.empty();
    }
    boolean early = from.major().equals("0") && to.major().equals("0");
    boolean major = !from.major().equals(to.major());
    boolean minor = major || !from.minor().equals(to.minor());
    boolean patch = minor || !from.patch().equals(to.patch());
    return switch (impact) {
      case COMPATIBLE -> Optional.empty();
      case NEEDS_INPUT ->
          (early ? patch : minor)
              ? Optional.empty()
              : Optional.of(
                  "This version needs new input, which asks for a higher "
                      + (early ? "patch" : "minor")
                      + " version than "
                      + to
                      + ".");
      case BREAKING ->
          (early ? minor : major)
              ? Optional.empty()
              : Optional.of(
                  "This version breaks what was filled in, which asks for a higher "
                      + (early ? "minor" : "major")
                      + " version than "
                      + to
                      + ".");
    };
  }
}
