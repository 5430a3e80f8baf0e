package dev.slipway.domain.tenancy;

import dev.slipway.domain.form.ClosedForm;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A workspace that somebody wants, well formed. Implements section 3 of the contract's page on
 * packages.
 *
 * @param name what people call it, 1 to 100 characters
 * @param slug its short name, 3 to 39 characters
 * @param slugWasGiven whether somebody chose the slug, rather than it being made from the name
 */
public record WorkspaceDraft(String name, Slug slug, boolean slugWasGiven) {

  private static final int MAX_NAME = 100;
  private static final int MIN_SLUG = 3;
  private static final int MAX_SLUG = 39;
  private static final String FALLBACK = "workspace";

  /** Reads it from a request's body. */
  public static Read<WorkspaceDraft> read(Json body) {
    return ClosedForm.read(body, List.of("body"), WorkspaceDraft::read);
  }

  private static Optional<WorkspaceDraft> read(ClosedForm form) {
    var name = form.requiredText("name", 1, MAX_NAME);
    var given = form.optionalText("slug", MIN_SLUG, MAX_SLUG);
    var slug = form.parsed("slug", given, Reason.INVALID, Slug::parse);
    return name.map(
        text ->
            slug.map(chosen -> new WorkspaceDraft(text, chosen, true))
                .orElseGet(() -> new WorkspaceDraft(text, slugOf(text), false)));
  }

  /**
   * The same with another slug, for when somebody has the one that was made up.
   *
   * @param suffix letters and digits
   */
  public WorkspaceDraft distinct(String suffix) {
    return new WorkspaceDraft(name, made(slug.value(), suffix), slugWasGiven);
  }

  /**
   * The slug that a name suggests: its Latin letters and digits, what is between them as a dash.
   */
  private static Slug slugOf(String name) {
    var plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    var trimmed = trimmed(plain.substring(0, Math.min(plain.length(), MAX_SLUG)));
    var word = trimmed.isEmpty() ? FALLBACK : trimmed;
    return word.length() >= MIN_SLUG && Slug.parse(word) instanceof Parsed.Valid<Slug>(var slug)
        ? slug
        : made(word, FALLBACK);
  }

  private static Slug made(String beginning, String suffix) {
    int room = MAX_SLUG - suffix.length() - 1;
    return new Slug(
        trimmed(beginning.substring(0, Math.min(beginning.length(), room))) + "-" + suffix);
  }

  private static String trimmed(String text) {
    return text.replaceAll("^-+|-+$", "");
  }
}
