package dev.slipway.domain.catalogue;

import dev.slipway.domain.digest.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is frozen when a version is published, beside its identity: two publications are the same
 * when this is equal (contract/foundation.md section 4, "Identical").
 *
 * @param wheelUrl where the wheel is, in canonical form
 * @param sha256 its digest, verified before it was stored
 * @param packageName the importable package inside
 * @param schemas every schema
 * @param changelog release notes, at most 64 KiB
 * @param entrypoint the command that starts it, 1 to 64 words; empty means the default command
 */
public record WheelContent(
    WheelUrl wheelUrl,
    Optional<Sha256> sha256,
    Optional<String> packageName,
    ProviderSchemas schemas,
    Optional<String> changelog,
    List<String> entrypoint) {

  public WheelContent {
    entrypoint = List.copyOf(entrypoint);
  }

  /** A wheel alone: no digest, no schema, the default command. */
  public static WheelContent of(WheelUrl wheelUrl) {
    return new WheelContent(
        wheelUrl,
        Optional.empty(),
        Optional.empty(),
        ProviderSchemas.NONE,
        Optional.empty(),
        List.of());
  }

  /** The request fields in which another content differs, sorted; empty when it is the same. */
  public List<String> differencesTo(WheelContent other) {
    var differences = new ArrayList<String>();
    if (!changelog.equals(other.changelog)) {
      differences.add("changelog");
    }
    if (!schemas.config().equals(other.schemas.config())) {
      differences.add("config_schema");
    }
    if (!entrypoint.equals(other.entrypoint)) {
      differences.add("entrypoint");
    }
    if (!schemas.outputs().equals(other.schemas.outputs())) {
      differences.add("outputs_schema");
    }
    if (!packageName.equals(other.packageName)) {
      differences.add("package_name");
    }
    if (!schemas.resources().equals(other.schemas.resources())) {
      differences.add("schemas");
    }
    if (!sha256.equals(other.sha256)) {
      differences.add("sha256");
    }
    if (!wheelUrl.equals(other.wheelUrl)) {
      differences.add("wheel_url");
    }
    return List.copyOf(differences);
  }
}
