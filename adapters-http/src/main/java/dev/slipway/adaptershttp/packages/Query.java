package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.cursor.Cursors;
import dev.slipway.adaptershttp.cursor.Listing;
import dev.slipway.adaptershttp.envelope.Shown;
import dev.slipway.adaptershttp.target.QueryText;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.ports.paging.NewestFirst;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The query of a request, and what is wrong with it: parameters that nobody knows, and those that
 * come twice. What a parameter means is added as it is read. Belongs to one thread.
 */
final class Query {

  static final String LIMIT = "limit";
  static final String CURSOR = "cursor";
  static final String VIEW = "view";

  private static final int USUAL_LIMIT = 50;
  private static final Pattern ONE_TO_HUNDRED = Pattern.compile("[1-9][0-9]?|100");

  private final Map<String, String> values;
  private final List<Finding> findings;

  private Query(Map<String, String> values, List<Finding> findings) {
    this.values = values;
    this.findings = findings;
  }

  static Query read(QueryText query, List<String> known) {
    return switch (query) {
      case QueryText.Malformed malformed -> {
        var wrong = Finding.at(List.of("query"), Reason.INVALID, "Must be percent-encoded UTF-8");
        yield new Query(Map.of(), new ArrayList<>(List.of(wrong)));
      }
      case QueryText.Parameters(var parameters) -> read(parameters, known);
    };
  }

  private static Query read(Map<String, List<String>> parameters, List<String> known) {
    var values = new HashMap<String, String>();
    var query = new Query(values, new ArrayList<>());
    // Those that are known in their own order, then the others by name.
    parameters.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, List<String>>>comparingInt(
                    one ->
                        known.contains(one.getKey()) ? known.indexOf(one.getKey()) : known.size())
                .thenComparing(Map.Entry::getKey))
        .forEach(
            one -> {
              var name = one.getKey();
              if (!known.contains(name)) {
                query.wrong(Shown.text(name), Reason.UNKNOWN_FIELD, "There is no such parameter");
              } else if (one.getValue().size() > 1) {
                query.wrong(name, Reason.INVALID, "Must not be there twice");
              } else {
                values.put(name, one.getValue().getFirst());
              }
            });
    return query;
  }

  /** Everything that was found wrong so far. */
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Whether everything is to be told, or only the usual. */
  boolean full() {
    var view = values.getOrDefault(VIEW, "basic");
    if (!view.equals("basic") && !view.equals("full")) {
      wrong(VIEW, Reason.INVALID, "Must be basic or full");
    }
    return view.equals("full");
  }

  /** Which part of a list is wanted; the usual one where it is said wrong. */
  NewestFirst part(Cursors cursors, Listing listing) {
    int limit = limit();
    var cursor = Optional.ofNullable(values.get(CURSOR));
    var place = cursor.flatMap(text -> cursors.read(listing, text));
    if (cursor.isPresent() && place.isEmpty()) {
      wrong(
          CURSOR,
          Reason.INVALID,
          "Must be the next_cursor of a page of this very list; begin again without one");
    }
    return place
        .map(behind -> NewestFirst.behind(limit, behind))
        .orElseGet(() -> NewestFirst.top(limit));
  }

  private int limit() {
    var limit = values.getOrDefault(LIMIT, Integer.toString(USUAL_LIMIT));
    if (ONE_TO_HUNDRED.matcher(limit).matches()) {
      return Integer.parseInt(limit);
    }
    wrong(LIMIT, Reason.INVALID, "Must be a whole number from 1 to 100");
    return USUAL_LIMIT;
  }

  private void wrong(String name, Reason reason, String message) {
    findings.add(Finding.at(List.of("query", name), reason, message));
  }
}
