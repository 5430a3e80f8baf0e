package dev.slipway.adaptershttp.endpoint;

import dev.slipway.domain.json.Json;

/** How {@code /} speaks: a {@code detail} for whatever is refused (contract.md section 1). */
final class PlainDialect implements Dialect {

  private static final String SOON = "1";

  @Override
  public Answer says(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NothingThere nothing -> Answer.problem(404, "Not Found");
      case Refusal.OtherMethods(var method, var path, var allow) ->
          Answer.problem(405, "Method Not Allowed").with("Allow", allow);
      case Refusal.NotAuthenticated(var presented) -> Answer.notAuthenticated(presented);
      case Refusal.NoRuntimesToken other ->
          Answer.problem(403, "This needs the token of an installation's runtime");
      case Refusal.BodyTooLarge(var limit) ->
          Answer.problem(413, "Request body is larger than " + limit + " bytes");
      case Refusal.BodyTooSlow slow ->
          Answer.problem(408, "The request body did not arrive in time");
      case Refusal.OtherMediaType other ->
          Answer.problem(415, "The Content-Type must be application/json");
      case Refusal.UnreadableBody(var faults) -> Answer.invalid("body", faults);
      case Refusal.Full full -> unavailable("The server is full; try again");
      case Refusal.StoreUnavailable lost -> unavailable("The store is not available; try again");
      case Refusal.OutcomeUnknown unknown ->
          unavailable(
              "It is not known whether the request took effect; read again before you repeat it");
      case Refusal.RuntimesUnavailable unseen ->
          unavailable("The runtimes cannot be reached; try again");
      case Refusal.Sealed(var message) -> unavailable(message);
      case Refusal.Unexpected(var requestId, var incident) ->
          Answer.problem(
              500,
              Json.object().put("message", "Internal error").put("incident_id", incident).build());
      case Refusal.UrlTooLong tooLong -> Answer.problem(414, "The URL is too long");
      case Refusal.HeadersTooLong tooLong -> Answer.problem(431, "The headers are too long");
      case Refusal.NotHttp other -> Answer.problem(400, "This is no HTTP request");
    };
  }

  private static Answer unavailable(String detail) {
    return Answer.problem(503, detail).with("Retry-After", SOON);
  }
}
