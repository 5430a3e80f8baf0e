package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.endpoint.Headers;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Of which state of a thing the sender speaks (contract/packages.md section 2, "If-Match"): one
 * etag, bare or in quotes.
 *
 * @param etag its text without quotes; empty when it is absent or wrong
 * @param findings what is wrong with it
 */
record IfMatch(String etag, List<Finding> findings) {

  private static final int LONGEST = 256;
  private static final List<String> PLACE = List.of("header", Headers.IF_MATCH);
  private static final Pattern QUOTED = Pattern.compile("\"([!#-~]+)\"");
  private static final Pattern BARE = Pattern.compile("[!#-+\\--~]+");

  static IfMatch read(List<String> headers) {
    if (headers.isEmpty()) {
      return wrong(Reason.REQUIRED, "Required: the etag of the state that you have seen");
    }
    var text = headers.getFirst();
    var quoted = QUOTED.matcher(text);
    if (headers.size() > 1 || text.length() > LONGEST) {
      return unreadable();
    }
    if (quoted.matches()) {
      return new IfMatch(quoted.group(1), List.of());
    }
    return BARE.matcher(text).matches() && !text.equals("*") && !text.startsWith("W/")
        ? new IfMatch(text, List.of())
        : unreadable();
  }

  private static IfMatch unreadable() {
    return wrong(
        Reason.INVALID,
        "Must be one etag of at most " + LONGEST + " characters: no list, no *, no weak one");
  }

  private static IfMatch wrong(Reason reason, String message) {
    return new IfMatch("", List.of(Finding.at(PLACE, reason, message)));
  }
}
