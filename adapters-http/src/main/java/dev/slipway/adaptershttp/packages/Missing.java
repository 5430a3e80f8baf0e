package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.envelope.Envelope;
import dev.slipway.adaptershttp.envelope.Shown;
import dev.slipway.domain.form.Reason;

/**
 * What is not there, or is another workspace's, which is the same: made of the request alone, so
 * that nothing can be learnt from it.
 */
final class Missing {
  private Missing() {}

  static Answer packageOf(Asked asked) {
    return notFound("Package", asked.segment("id"));
  }

  static Answer versionOf(Asked asked) {
    return notFound("Package version", asked.segment("id") + "/" + asked.segment("version_id"));
  }

  static Answer workspaceOf(Asked asked) {
    return notFound("Workspace", asked.segment("id"));
  }

  static Answer tokenOf(Asked asked) {
    return notFound("API token", asked.segment("id"));
  }

  static Answer connectionOf(Asked asked) {
    return notFound("Registry connection", asked.segment("id"));
  }

  private static Answer notFound(String what, String id) {
    return Envelope.of(Reason.NOT_FOUND, what + " not found: " + Shown.text(id));
  }
}
