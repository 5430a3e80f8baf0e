package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.rendering.FaultRendering;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer to a request, as far as an endpoint decides it.
 *
 * @param status the HTTP status
 * @param body what it carries
 * @param headers what it says beside the content type
 */
public record Answer(int status, Body body, Map<String, String> headers) {

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** What an answer carries. */
  public sealed interface Body {

    /** Nothing, not even a content type. */
    record Nothing() implements Body {}

    /** Text of some type, sent as UTF-8. */
    record Content(String type, String text) implements Body {}
  }

  /** An answer of JSON. */
  public static Answer json(int status, Json body) {
    // Exactly this content type: published clients parse nothing else.
    return new Answer(status, new Body.Content("application/json", body.toText()), Map.of());
  }

  /** An answer of text. */
  public static Answer text(String type, String body) {
    return new Answer(200, new Body.Content(type, body), Map.of());
  }

  /** Done, and there is nothing to say. */
  public static Answer noContent() {
    return new Answer(204, new Body.Nothing(), Map.of());
  }

  /** A refusal in a sentence. */
  public static Answer problem(int status, String detail) {
    return problem(status, Json.string(detail));
  }

  /**
   * A refusal in a sentence that clients know by heart, and beside it what to do next, for people.
   */
  public static Answer problem(int status, String detail, String hint) {
    return json(status, Json.object().put("detail", detail).put("hint", hint).build());
  }

  /** A refusal with details. */
  public static Answer problem(int status, Json detail) {
    return json(status, Json.object().put("detail", detail).build());
  }

  /**
   * A refusal of form; {@code part} is {@code body}, {@code query}, {@code path} or {@code header}.
   */
  public static Answer invalid(String part, List<Violation> faults) {
    return problem(422, Json.array(FaultRendering.entries(part, faults)));
  }

  /**
   * A refusal of form, and beside it why a schema refuses what was filled in.
   *
   * @param part {@code body}, {@code query}, {@code path} or {@code header}
   * @param faults the fields of the request
   * @param errors the places in what was filled in
   */
  public static Answer invalid(String part, List<Violation> faults, Json errors) {
    return json(
        422,
        Json.object()
            .put("detail", Json.array(FaultRendering.entries(part, faults)))
            .put("errors", errors)
            .build());
  }

  /**
   * Nobody said who they are at {@code /}.
   *
   * @param presented whether something was said that is not accepted
   */
  public static Answer notAuthenticated(boolean presented) {
    return problem(401, "Not authenticated").challenging(presented);
  }

  /**
   * The same, asking for a bearer token; the bytes do not tell why.
   *
   * @param presented whether one was sent and is not accepted
   */
  public Answer challenging(boolean presented) {
    return with("WWW-Authenticate", presented ? "Bearer error=\"invalid_token\"" : "Bearer");
  }

  /** The same with one header more. */
  public Answer with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, body, more);
  }

  /** The same, to be kept by nobody on its way: it holds a secret. */
  public Answer secret() {
    return with("Cache-Control", "no-store");
  }
}
