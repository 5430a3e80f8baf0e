package dev.slipway.domain.packages;

import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.packages.PackageVersion.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether an artifact says of itself what its publisher says of it. Implements steps 11 and 12 of
 * section 1 of the contract's page on packages.
 */
public sealed interface ArtifactMatch {

  /** It does. */
  record Matched(Verification verification) implements ArtifactMatch {}

  /**
   * It does not.
   *
   * @param findings what differs, the version first
   */
  record Differs(List<Finding> findings) implements ArtifactMatch {
    public Differs {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Compares a draft with an artifact: versions as texts, schemas by their meaning.
   *
   * @param at where the draft is in the request
   * @param version the artifact's own version
   * @param embedded the schema that it brings
   * @param schemaRequired whether it must bring one
   */
  static ArtifactMatch judge(
      VersionDraft draft,
      List<String> at,
      String version,
      Optional<JsonObject> embedded,
      boolean schemaRequired) {
    var findings = new ArrayList<Finding>();
    if (!draft.semver().text().equals(version)) {
      findings.add(
          Finding.at(
              Finding.within(at, "semver"),
              Reason.VERSION_MISMATCH,
              "The artifact is of another version: publish it under the version of its akua.toml"));
    }
    if (embedded.isEmpty() && schemaRequired) {
      findings.add(
          Finding.at(
              Finding.within(at, "input_schema"),
              Reason.SCHEMA_MISSING,
              "The artifact brings no schema, and here it must: publish one with"
                  + " inputs.schema.json at its root"));
    }
    if (embedded.isPresent() && !embedded.get().equals(draft.inputSchema())) {
      findings.add(
          Finding.at(
              Finding.within(at, "input_schema"),
              Reason.SCHEMA_MISMATCH,
              "The artifact brings another schema: give the one that it brings"));
    }
    return findings.isEmpty()
        ? new Matched(
            embedded.isPresent() ? Verification.SCHEMA_MATCHED : Verification.SCHEMA_ABSENT)
        : new Differs(findings);
  }
}
