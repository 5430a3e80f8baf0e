package dev.slipway.adaptershttp.server;

import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.endpoint.Endpoint.Input;
import dev.slipway.adaptershttp.endpoint.Handling;
import dev.slipway.adaptershttp.endpoint.Headers;
import dev.slipway.adaptershttp.endpoint.Refusal;
import dev.slipway.adaptershttp.endpoint.Request;
import dev.slipway.adaptershttp.endpoint.Sent;
import dev.slipway.adaptershttp.endpoint.Unread;
import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.adaptershttp.target.QueryText;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driving.registration.RegisterRuntime;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeAuthentication;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeIdentity;
import dev.slipway.ports.driving.tenancy.Authenticate;
import dev.slipway.ports.driving.tenancy.Authenticate.Authentication;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace.Claimant;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a request that found its endpoint: who asks, then the body, then the endpoint
 * (contract/foundation.md section 1, "order of refusals"). Blocks; runs on a virtual thread.
 * Thread-safe.
 */
final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final Authenticate authenticate;
  private final RegisterRuntime runtimes;

  Dispatcher(Authenticate authenticate, RegisterRuntime runtimes) {
    this.authenticate = authenticate;
    this.runtimes = runtimes;
  }

  /**
   * A request, taken off its socket.
   *
   * @param values the path's variable segments
   * @param query what stands behind the question mark
   * @param headers those that somebody reads
   * @param body what arrived
   */
  record Arrived(Map<String, String> values, QueryText query, Headers headers, Received body) {}

  Answer answer(Exchange exchange, Endpoint endpoint, Arrived arrived) {
    var credential = Credential.of(arrived.headers().all(Headers.AUTHORIZATION));
    return switch (endpoint.handling()) {
      case Handling.Probes(var probe, var whenFull) ->
          probed(exchange, credential)
              ? read(exchange, endpoint, arrived, request -> probe.answer())
              : notAuthenticated(exchange, credential);
      case Handling.Everybody(var open) ->
          switch (caller(exchange, credential)) {
            case Authentication.Known(var caller) ->
                read(exchange, endpoint, arrived, request -> open.answer(caller, request));
            case Authentication.Refused refused -> notAuthenticated(exchange, credential);
          };
      case Handling.Members(var need, var closed) ->
          caller(exchange, credential) instanceof Authentication.Known(Caller.Member member)
              ? read(exchange, endpoint, arrived, request -> closed.answer(member, request))
              : notAuthenticated(exchange, credential);
      case Handling.Visitors(var permission, var visited) ->
          credential instanceof Credential.None
              ? visited.answer(new Claimant.Nobody(), unread(endpoint, arrived))
              : switch (caller(exchange, credential)) {
                case Authentication.Known(var caller) ->
                    visited.answer(Claimant.of(caller), unread(endpoint, arrived));
                case Authentication.Refused refused -> notAuthenticated(exchange, credential);
              };
      case Handling.Runtimes(var registered) ->
          switch (runtime(exchange, credential)) {
            case Presented.Known(var identity) ->
                read(exchange, endpoint, arrived, request -> registered.answer(identity, request));
            case Presented.OtherToken other -> exchange.says(new Refusal.NoRuntimesToken());
            case Presented.Unknown unknown -> notAuthenticated(exchange, credential);
          };
    };
  }

  private Authentication caller(Exchange exchange, Credential credential) {
    var authentication =
        switch (credential) {
          case Credential.None none -> authenticate.anonymous();
          case Credential.Bearer(var token) -> authenticate.bearer(token);
          case Credential.Unreadable unreadable ->
              new Authentication.Refused("it is no bearer token");
        };
    switch (authentication) {
      case Authentication.Known(var caller) ->
          caller.tenant().ifPresent(tenant -> exchange.actsFor(tenant.value()));
      case Authentication.Refused(var reason) ->
          LOG.info("{}: credential refused: {}", exchange, reason);
    }
    return authentication;
  }

  /** A probe must be answered by a server that has lost its store. */
  private boolean probed(Exchange exchange, Credential credential) {
    if (credential instanceof Credential.None) {
      return true;
    }
    try {
      return caller(exchange, credential) instanceof Authentication.Known;
    } catch (StorageUnavailable e) {
      LOG.debug("{}: nobody can tell whether the credential is good: {}", exchange, e.toString());
      return true;
    }
  }

  /** What a credential says about a running provider. */
  private sealed interface Presented {
    record Known(RuntimeIdentity identity) implements Presented {}

    /** It is somebody's, but no runtime's. */
    record OtherToken() implements Presented {}

    record Unknown() implements Presented {}
  }

  private Presented runtime(Exchange exchange, Credential credential) {
    if (!(credential instanceof Credential.Bearer(var token))) {
      return new Presented.Unknown();
    }
    return switch (runtimes.authenticate(token)) {
      case RuntimeAuthentication.Holder(var identity) -> {
        exchange.actsFor(identity.installation().organization().value());
        yield new Presented.Known(identity);
      }
      case RuntimeAuthentication.Refused(var reason) -> {
        LOG.info("{}: runtime token refused: {}", exchange, reason);
        yield caller(exchange, credential) instanceof Authentication.Known
            ? new Presented.OtherToken()
            : new Presented.Unknown();
      }
    };
  }

  private static Answer notAuthenticated(Exchange exchange, Credential credential) {
    return exchange.says(new Refusal.NotAuthenticated(!(credential instanceof Credential.None)));
  }

  private static Answer read(
      Exchange exchange, Endpoint endpoint, Arrived arrived, Function<Request, Answer> next) {
    return switch (arrived.body()) {
      case Received.Whole(var bytes) ->
          switch (endpoint.input()) {
            case Input.None none -> next.apply(request(arrived, JsonObject.empty()));
            case Input.Body(var schema, var mayBeEmpty) -> {
              if (!JsonBody.isJson(arrived.headers().all(Headers.CONTENT_TYPE))) {
                yield exchange.says(new Refusal.OtherMediaType());
              }
              yield switch (JsonBody.read(bytes.getBytes(), mayBeEmpty)) {
                case Filled.Right<JsonObject>(var body) -> next.apply(request(arrived, body));
                case Filled.Wrong<JsonObject>(var faults) ->
                    exchange.says(new Refusal.UnreadableBody(faults));
              };
            }
          };
      case Received.Cut cut -> exchange.says(cut.refusal());
    };
  }

  private static Request request(Arrived arrived, JsonObject body) {
    return new Request(
        arrived.values(), arrived.query(), arrived.headers().all(Headers.IDEMPOTENCY_KEY), body);
  }

  private static Unread unread(Endpoint endpoint, Arrived arrived) {
    return new Unread(
        endpoint,
        arrived.values(),
        arrived.query(),
        arrived.headers(),
        () -> sent(endpoint, arrived));
  }

  private static Sent sent(Endpoint endpoint, Arrived arrived) {
    return switch (arrived.body()) {
      case Received.Whole(var bytes) ->
          switch (endpoint.input()) {
            case Input.None none -> new Sent.Nothing();
            case Input.Body body ->
                JsonBody.isJson(arrived.headers().all(Headers.CONTENT_TYPE))
                    ? JsonBody.strictly(bytes.getBytes())
                    : new Sent.Refused(new Refusal.OtherMediaType());
          };
      case Received.Cut cut -> new Sent.Refused(cut.refusal());
    };
  }
}
