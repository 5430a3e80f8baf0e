package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.adaptershttp.form.Form;
import dev.slipway.adaptershttp.form.Rule;
import dev.slipway.adaptershttp.form.Rules;
import dev.slipway.adaptershttp.rendering.TenancyRendering;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Right;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.ports.driving.tenancy.ManageTokens;
import dev.slipway.ports.driving.tenancy.ManageTokens.CreateToken;
import dev.slipway.ports.driving.tenancy.ManageTokens.Creation;
import dev.slipway.ports.driving.tenancy.ManageTokens.Listing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** API tokens, for operators of the platform (contract/foundation.md section 2). */
final class TokenEndpoints {

  private static final int NAME_LENGTH = 200;
  private static final int MOST_SCOPES = 100;
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");

  private static final Rule<OrganizationId> ORGANIZATION =
      Rules.text().parsed(Kind.STRING_PATTERN_MISMATCH, OrganizationId::parse);

  private static final Rule<Slug> SLUG =
      Rules.text()
          .when(text -> !Slug.RESERVED.contains(text), Kind.RESERVED_NAME, "The slug is reserved")
          .parsed(Kind.STRING_PATTERN_MISMATCH, Slug::parse);

  private static final Rule<Scope> SCOPE = Rules.text().parsed(Kind.ENUM, Scope::parse);

  private static final Rule<Duration> LIFETIME =
      Rules.text().parsed(Kind.STRING_PATTERN_MISMATCH, TokenEndpoints::duration);

  private final ManageTokens tokens;

  TokenEndpoints(ManageTokens tokens) {
    this.tokens = tokens;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.post("/console/tokens", "createToken", "Makes a token; its secret is shown once")
            .takes("CreateToken")
            .answers(201, "CreatedToken")
            .refuses(403, 409)
            .members(Need.OPERATE, this::create),
        Endpoint.get("/console/tokens", "listTokens", "Tokens by creation, without their secrets")
            .reads("organizationId")
            .answers(200, "Tokens")
            .refuses(403)
            .members(Need.OPERATE, this::list),
        Endpoint.delete("/console/tokens/{id}", "revokeToken", "Revokes a token")
            .answers(204)
            .refuses(403, 404)
            .members(Need.OPERATE, this::revoke),
        Endpoint.get("/console/whoami", "whoAmIOnTheConsole", "Which operator is asking")
            .answers(200, "Operator")
            .refuses(403)
            .members(Need.OPERATE, TokenEndpoints::operator));
  }

  private static Filled<CreateToken> form(Form form) {
    var organization = form.required("organization_id", ORGANIZATION);
    var slug = form.optional("slug", SLUG);
    var name = form.optional("name", Rules.name(0, NAME_LENGTH), "");
    var scopes =
        form.optional(
            "scopes", Rules.list(SCOPE, MOST_SCOPES), List.<Scope>of(Scope.Plain.EVERYTHING));
    var lifetime = form.optional("expires_in", LIFETIME);
    return form.filled(
        () ->
            new CreateToken(
                organization.value(),
                slug.value(),
                name.value(),
                scopes.value().stream().distinct().toList(),
                lifetime.value()));
  }

  private Answer create(Caller.Member caller, Request request) {
    return request.body(TokenEndpoints::form, command -> answer(tokens.create(caller, command)));
  }

  private static Answer answer(Creation creation) {
    return switch (creation) {
      case Creation.Created(var token, var secret) ->
          Answer.json(201, TenancyRendering.createdToken(token, secret)).secret();
      case Creation.SlugTaken(var slug) ->
          Answer.problem(409, "The slug '" + slug + "' does not belong to this organization");
      case Creation.SlugNeeded(var organization, var reason) ->
          Answer.invalid(
              "body",
              List.of(
                  Violation.withheld(
                      Kind.MISSING,
                      "Field required, because organization_id is no slug: " + reason,
                      "slug")));
      case Creation.Forbidden forbidden -> forbidden();
    };
  }

  private Answer list(Caller.Member caller, Request request) {
    return request.query(
        Set.of(),
        form -> {
          var organization = form.optional("organization_id", ORGANIZATION);
          return form.filled(organization::value);
        },
        organization ->
            switch (listing(caller, organization)) {
              case Listing.Tokens(var views) ->
                  Answer.json(
                      200, Json.array(views.stream().map(TenancyRendering::token).toList()));
              case Listing.Forbidden forbidden -> forbidden();
            });
  }

  private Listing listing(Caller.Member caller, Optional<OrganizationId> organization) {
    return organization.isPresent() ? tokens.of(caller, organization.get()) : tokens.all(caller);
  }

  private Answer revoke(Caller.Member caller, Request request) {
    var id = request.segment("id");
    return switch (tokens.revoke(caller, new TokenId(id))) {
      case REVOKED -> Answer.noContent();
      case UNKNOWN -> Answer.problem(404, "Token not found: " + id);
      case FORBIDDEN -> forbidden();
    };
  }

  private static Answer operator(Caller.Member caller, Request request) {
    return caller.may(Right.CONSOLE)
        ? Answer.json(200, TenancyRendering.operator(caller))
        : forbidden();
  }

  private static Answer forbidden() {
    return Answer.problem(403, TenancyRendering.missing(Right.CONSOLE));
  }

  private static Parsed<Duration> duration(String text) {
    var matcher = DURATION.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      return Parsed.invalid("Must be a duration above zero, such as 90s, 30m or 720h");
    }
    long count = Long.parseLong(matcher.group(1));
    return Parsed.valid(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        });
  }
}
