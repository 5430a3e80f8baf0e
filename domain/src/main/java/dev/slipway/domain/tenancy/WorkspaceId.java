package dev.slipway.domain.tenancy;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Names an organization as the package platform does: a workspace is an organization, and their ids
 * belong to each other one to one (section 3 of the contract's page on packages).
 *
 * <p>An organization whose own id is {@code ws_} and 26 lower-case Crockford characters is called
 * so here too, as are those made as workspaces. Every other one is called {@code ws_0} and the
 * first 25 hexadecimal digits of its id's SHA-256. An id that has this derived form by chance is
 * not taken over, so that no organization can be given another's name.
 *
 * @param value {@code ws_} and 1 to 50 letters and digits
 */
public record WorkspaceId(String value) {

  /** What every id starts with, up to its underscore. */
  public static final String PREFIX = "ws";

  private static final Pattern FORM = Pattern.compile("ws_[0-9A-Za-z]{1,50}");
  private static final Pattern OWN = Pattern.compile("ws_[0-9a-hjkmnp-tv-z]{26}");
  private static final Pattern DERIVED = Pattern.compile("ws_0[0-9a-f]{25}");
  private static final int DERIVED_DIGITS = 25;

  private static final String RULE = "A workspace id is ws_ and 1 to 50 letters and digits";

  /**
   * @throws IllegalArgumentException when the value is outside the grammar
   */
  public WorkspaceId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** Reads an id from text; refuses what is outside the grammar, with the rule. */
  public static Parsed<WorkspaceId> parse(String text) {
    return FORM.matcher(text).matches()
        ? Parsed.valid(new WorkspaceId(text))
        : Parsed.invalid(RULE);
  }

  /** The workspace that an organization is. */
  public static WorkspaceId of(OrganizationId organization) {
    var id = organization.value();
    if (OWN.matcher(id).matches() && !DERIVED.matcher(id).matches()) {
      return new WorkspaceId(id);
    }
    var digest = Sha256.of(id.getBytes(StandardCharsets.UTF_8)).hex();
    return new WorkspaceId("ws_0" + digest.substring(0, DERIVED_DIGITS));
  }

  @Override
  public String toString() {
    return value;
  }
}
