package dev.slipway.adaptershttp.envelope;

import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Dialect;
import dev.slipway.adaptershttp.endpoint.Endpoint.Method;
import dev.slipway.adaptershttp.endpoint.Refusal;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import java.util.List;

/** How {@code /v1} speaks when the server itself refuses. */
public final class EnvelopeDialect implements Dialect {

  private static final String PACKAGES = "/v1/packages";

  @Override
  public Answer says(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NothingThere nothing ->
          Envelope.of(Reason.NOT_FOUND, "Nothing is served at this path");
      case Refusal.OtherMethods other ->
          Envelope.of(Reason.METHOD_NOT_ALLOWED, methods(other)).with("Allow", other.allow());
      case Refusal.NotAuthenticated(var presented) ->
          Envelope.of(Reason.UNAUTHENTICATED, "Not authenticated").challenging(presented);
      case Refusal.NoRuntimesToken other ->
          Envelope.of(
              Reason.PERMISSION_DENIED, "This needs the token of an installation's runtime");
      case Refusal.BodyTooLarge(var limit) ->
          Envelope.of(Reason.BODY_TOO_LARGE, "Request body is larger than " + limit + " bytes");
      case Refusal.BodyTooSlow slow ->
          Envelope.of(Reason.TIMEOUT, "The request body did not arrive in time");
      case Refusal.OtherMediaType other ->
          Envelope.of(Reason.UNSUPPORTED_MEDIA_TYPE, "The Content-Type must be application/json");
      case Refusal.UnreadableBody(var faults) ->
          Envelope.of(
              faults.stream()
                  .map(fault -> Finding.at(List.of("body"), Reason.MALFORMED_JSON, fault.message()))
                  .toList());
      case Refusal.Full full -> Envelope.of(Reason.OVERLOADED, "The server is full; try again");
      case Refusal.StoreUnavailable lost ->
          Envelope.of(Reason.STORE_UNAVAILABLE, "The store is not available; try again");
      case Refusal.OutcomeUnknown unknown ->
          Envelope.of(
              Reason.STORE_UNAVAILABLE,
              "It is not known whether the request took effect; read again before you repeat it");
      case Refusal.RuntimesUnavailable unseen ->
          Envelope.of(Reason.STORE_UNAVAILABLE, "The runtimes cannot be reached; try again");
      case Refusal.Sealed(var message) -> Envelope.of(Reason.STORE_UNAVAILABLE, message);
      case Refusal.Unexpected(var requestId, var incident) ->
          Envelope.of(
              Finding.of(Reason.INTERNAL, "Internal error")
                  .with("request_id", requestId)
                  .with("incident_id", incident));
      case Refusal.UrlTooLong tooLong -> Envelope.of(Reason.URI_TOO_LONG, "The URL is too long");
      case Refusal.HeadersTooLong tooLong ->
          Envelope.of(Reason.HEADER_TOO_LARGE, "The headers are too long");
      case Refusal.NotHttp other ->
          Envelope.of(400, List.of(Finding.of(Reason.INVALID, "This is no HTTP request")));
    };
  }

  private static String methods(Refusal.OtherMethods other) {
    return other.isAbout(Method.POST, PACKAGES)
        ? "Hosted packages are not made here: publish to a registry, and import from there by POST"
            + " /v1/packages:import"
        : "This path does not have the method; it has " + other.allow();
  }
}
