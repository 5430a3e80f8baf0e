package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.adaptershttp.form.Form;
import dev.slipway.adaptershttp.form.Rule;
import dev.slipway.adaptershttp.form.Rules;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.paging.Paging;
import java.util.Optional;

/**
 * Which part of a list is wanted (contract/foundation.md section 1, "lists without pages").
 *
 * @param limit at most so many
 * @param offset behind so many; 0 where {@code after} is given, which wins
 * @param paging the same for the platform
 */
record ListQuery(int limit, int offset, Paging paging) {

  private static final int MOST = 100;
  private static final int FARTHEST = 10_000;
  private static final int KEY_LENGTH = 300;

  /** A list of versions, or of whatever else is not searched. */
  static final int ALL = 100;

  private static final Rule<Integer> OFFSET =
      value ->
          switch (Rules.integer(0, Integer.MAX_VALUE).read(value)) {
            case Filled.Wrong<Integer> wrong -> wrong;
            case Filled.Right<Integer>(var offset) ->
                offset <= FARTHEST ? Filled.right(offset) : Filled.wrong(tooFar(value));
          };

  private static Violation tooFar(Json value) {
    return Violation.shown(
        Kind.LESS_THAN_EQUAL,
        "Must be at most " + FARTHEST + "; give the last key of the page before as 'after' instead",
        value);
  }

  /** Reads the three parameters; without a limit there are so many. */
  static Filled<ListQuery> read(Form form, int usual) {
    var limit = form.optional("limit", Rules.integer(1, MOST), usual);
    var offset = form.optional("offset", OFFSET, 0);
    var after = form.optional("after", Rules.text(0, KEY_LENGTH));
    return form.filled(() -> of(limit.value(), offset.value(), after.value()));
  }

  private static ListQuery of(int limit, int offset, Optional<String> after) {
    // A key has no blanks: one that arrives was written as a plus, as in 1.0.0+build.
    return after
        .map(key -> new Paging.After(key.replace(' ', '+')))
        .map(start -> new ListQuery(limit, 0, new Paging(limit, start)))
        .orElseGet(
            () -> new ListQuery(limit, offset, new Paging(limit, new Paging.Offset(offset))));
  }
}
