package dev.slipway.adaptershttp.envelope;

import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import java.util.List;
import java.util.TreeMap;

/** Findings as answers of {@code /v1} (contract/packages.md section 2). */
public final class Envelope {

  /** An answer names at most so many things that are wrong. */
  public static final int MOST_ERRORS = 100;

  private static final String REASON = "reason";
  private static final String RETRY_AFTER = "Retry-After";

  private Envelope() {}

  /**
   * The answer that says what is wrong; its status is that of the first finding.
   *
   * @param findings at least one, in the order in which they are told
   * @throws IllegalArgumentException when there are none
   */
  public static Answer of(List<Finding> findings) {
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("What is wrong with nothing is no refusal");
    }
    var reason = findings.getFirst().reason();
    var answer = of(Statuses.status(reason), findings);
    return switch (reason) {
      case REGISTRY_UNAVAILABLE -> answer.with(RETRY_AFTER, "5");
      case OVERLOADED, STORE_UNAVAILABLE -> answer.with(RETRY_AFTER, "1");
      default -> answer;
    };
  }

  /** The answer that says this one thing. */
  public static Answer of(Finding finding) {
    return of(List.of(finding));
  }

  /** The answer that says this one thing, which is about nothing in the request. */
  public static Answer of(Reason reason, String message) {
    return of(Finding.of(reason, message));
  }

  /** The same with another status than the reason has by itself. */
  static Answer of(int status, List<Finding> findings) {
    var errors =
        findings.stream()
            .limit(MOST_ERRORS)
            .map(finding -> error(Statuses.number(status), finding))
            .toList();
    return Answer.json(
        status,
        Json.object()
            .put("success", false)
            .put("errors", Json.array(errors))
            .put("result", JsonObject.empty())
            .build());
  }

  private static Json error(int number, Finding finding) {
    var error = Json.object().put("code", number).put("message", finding.message());
    if (!finding.path().isEmpty()) {
      error.put(
          "path",
          Json.array(finding.path().stream().map(Shown::text).<Json>map(Json::string).toList()));
    }
    var metadata = Json.object().put(REASON, finding.reason().name());
    new TreeMap<>(finding.metadata()).forEach(metadata::put);
    return error.put("metadata", metadata.build()).build();
  }
}
