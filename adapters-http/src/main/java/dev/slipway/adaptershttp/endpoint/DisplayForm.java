package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.form.Field;
import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.adaptershttp.form.Form;
import dev.slipway.adaptershttp.form.Rule;
import dev.slipway.adaptershttp.form.Rules;
import dev.slipway.domain.catalogue.DisplayData;
import dev.slipway.domain.catalogue.HttpsUrl;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What people read about a provider, as it is filled in (contract/foundation.md section 4). */
final class DisplayForm {

  private static final int DISPLAY_NAME = 100;
  private static final int DESCRIPTION = 500;
  private static final int ICON_URL = 500;
  private static final int README = 50_000;
  private static final int TAGS = 20;
  private static final int TAG = 50;

  /** Empty text clears it. */
  private static final Rule<String> ICON =
      Rules.text(0, ICON_URL)
          .parsed(
              Kind.STRING_PATTERN_MISMATCH,
              text -> text.isEmpty() ? Parsed.valid(text) : HttpsUrl.parse(text).map(url -> text))
          .withheldWhen(Urls::mayHoldSecret);

  private static final Rule<String> NAME = Rules.name(1, DISPLAY_NAME);

  private static final Rule<String> TEXT = Rules.text(0, DESCRIPTION);

  private static final Rule<List<String>> ALL_TAGS = DisplayForm::tags;

  private DisplayForm() {}

  /** The {@code metadata} of a publication. */
  static Filled<DisplayData.Edit> metadata(Form form) {
    var name = form.optional("display_name", NAME);
    var description = form.optional("description", TEXT);
    var icon = form.optional("icon_url", ICON);
    var tags = form.optional("tags", ALL_TAGS);
    return form.filled(() -> edit(name, description, icon, Optional.empty(), tags));
  }

  /** The body of a change. */
  static Filled<DisplayData.Edit> change(Form form) {
    var name = form.optional("display_name", NAME);
    var description = form.optional("description", TEXT);
    var readme = form.optional("readme", Rules.text(0, README));
    var icon = form.optional("icon_url", ICON);
    var tags = form.optional("tags", ALL_TAGS);
    return form.filled(() -> edit(name, description, icon, readme.value(), tags));
  }

  private static DisplayData.Edit edit(
      Field<Optional<String>> name,
      Field<Optional<String>> description,
      Field<Optional<String>> icon,
      Optional<String> readme,
      Field<Optional<List<String>>> tags) {
    return new DisplayData.Edit(
        name.value(), description.value(), icon.value(), readme, tags.value());
  }

  /** Trimmed, and each once. */
  private static Filled<List<String>> tags(Json value) {
    Rule<String> tag =
        Rules.text()
            .map(String::strip)
            .when(text -> !text.isEmpty(), Kind.STRING_TOO_SHORT, "Must have at least 1 character")
            .when(
                text -> text.codePointCount(0, text.length()) <= TAG,
                Kind.STRING_TOO_LONG,
                "Must have at most " + TAG + " characters")
            .when(
                text -> text.codePoints().noneMatch(Character::isISOControl),
                Kind.STRING_PATTERN_MISMATCH,
                "Must not have control characters");
    return Rules.list(tag, TAGS).read(value).then(DisplayForm::eachOnce);
  }

  private static Filled<List<String>> eachOnce(List<String> tags) {
    var seen = new HashSet<String>();
    var faults = new ArrayList<Violation>();
    for (int i = 0; i < tags.size(); i++) {
      if (!seen.add(tags.get(i))) {
        faults.add(
            Violation.shown(Kind.VALUE_ERROR, "The tag is given twice", Json.string(tags.get(i)))
                .under(i));
      }
    }
    return faults.isEmpty() ? Filled.right(tags) : new Filled.Wrong<>(faults);
  }
}
