package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Dialect;
import dev.slipway.adaptershttp.endpoint.Handling;
import dev.slipway.adaptershttp.endpoint.Headers;
import dev.slipway.adaptershttp.endpoint.Refusal;
import dev.slipway.adaptershttp.endpoint.Sent;
import dev.slipway.adaptershttp.endpoint.Unread;
import dev.slipway.adaptershttp.envelope.Envelope;
import dev.slipway.adaptershttp.envelope.EnvelopeDialect;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace.Choice;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace.Claimant;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace.Context;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Lets requests in: steps 2 to 4 of the order of judgement (contract/packages.md section 1), which
 * are the workspace, the permission and a body that can be read. Thread-safe.
 */
final class Reception {

  private final ChooseWorkspace workspaces;
  private final Dialect dialect = new EnvelopeDialect();

  Reception(ChooseWorkspace workspaces) {
    this.workspaces = workspaces;
  }

  /** Answers members of a workspace who hold a permission. */
  Handling members(Permission needed, BiFunction<Caller.Member, Asked, Answer> next) {
    return new Handling.Visitors(
        needed.name(), (claimant, request) -> member(claimant, request, needed, next));
  }

  /** Answers members of a workspace who hold a permission over the package of the path. */
  Handling members(
      Function<String, Permission> needed, BiFunction<Caller.Member, Asked, Answer> next) {
    return new Handling.Visitors(
        needed.apply("").name(),
        (claimant, request) ->
            member(claimant, request, needed.apply(request.segment("id")), next));
  }

  /** Answers whoever claims something, in whatever workspace; the platform judges. */
  Handling claimants(Permission needed, BiFunction<Claimant, Asked, Answer> next) {
    return new Handling.Visitors(
        needed.name(),
        (claimant, request) ->
            read(request, body -> next.apply(claimant, new Asked(request, body))));
  }

  /** Nobody said who they are. */
  Answer unauthenticated() {
    return dialect.says(new Refusal.NotAuthenticated(false));
  }

  private Answer member(
      Claimant claimant,
      Unread request,
      Permission needed,
      BiFunction<Caller.Member, Asked, Answer> next) {
    return switch (workspaces.choose(claimant, context(request))) {
      case Choice.Chosen(var member) ->
          needed.heldBy(member)
              ? read(request, body -> next.apply(member, new Asked(request, body)))
              : forbidden(needed);
      case Choice.Unauthenticated nobody -> unauthenticated();
      case Choice.Malformed malformed ->
          refused(
              Reason.CONTEXT_INVALID,
              "Akua-Context must be one workspace id: ws_ and 1 to 50 letters and digits");
      case Choice.Forbidden forbidden ->
          refused(Reason.WORKSPACE_FORBIDDEN, "This is no workspace in which you may act");
      case Choice.ContextRequired required ->
          refused(
              Reason.CONTEXT_REQUIRED,
              "You act in several workspaces; name one in the header Akua-Context");
    };
  }

  /** Several contexts are one that is no workspace's id. */
  private static Context context(Unread request) {
    var contexts = request.header(Headers.CONTEXT);
    return contexts.isEmpty()
        ? new Context.Absent()
        : new Context.Given(String.join(",", contexts));
  }

  private static Answer refused(Reason reason, String message) {
    return Envelope.of(Finding.at(List.of("header", Headers.CONTEXT), reason, message));
  }

  private Answer read(Unread request, Function<Json, Answer> next) {
    if (!Accepted.json(request.header(Headers.ACCEPT))) {
      return Envelope.of(Reason.NOT_ACCEPTABLE, "Answers are application/json; accept that");
    }
    return switch (request.body().get()) {
      case Sent.Nothing nothing -> next.apply(Json.nothing());
      case Sent.Value(var json) -> next.apply(json);
      case Sent.Refused(var refusal) -> dialect.says(refusal);
    };
  }

  /** A permission is missing. */
  static Answer forbidden(Permission missing) {
    return Envelope.of(
        Finding.of(Reason.PERMISSION_DENIED, "Missing permission: " + missing.name())
            .with("permission", missing.name()));
  }
}
