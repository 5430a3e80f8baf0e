package dev.slipway.adaptershttp.rendering;

import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.Right;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.ports.driving.tenancy.ManageTokens.TokenView;
import java.util.Comparator;
import java.util.stream.Stream;

/** Organizations, callers and tokens as answers (contract/foundation.md section 2). */
public final class TenancyRendering {
  private TenancyRendering() {}

  /** A token that was just made, with its secret. */
  public static JsonObject createdToken(TokenView view, String secret) {
    var token = view.token();
    return Json.object()
        .put("id", token.id().value())
        .put("token", secret)
        .put("organization_id", token.organization().value())
        .put("slug", view.organization().slug().value())
        .put("name", token.name())
        .put("scopes", scopes(token.scopes().stream()))
        .put("created_at", Times.text(token.createdAt()))
        .putOrNothing("expires_at", Times.text(token.expiresAt()))
        .build();
  }

  /** A token, without its secret. */
  public static JsonObject token(TokenView view) {
    var token = view.token();
    return Json.object()
        .put("id", token.id().value())
        .put("organization_id", token.organization().value())
        .put("slug", view.organization().slug().value())
        .put("name", token.name())
        .put("scopes", scopes(token.scopes().stream()))
        .put("created_at", Times.text(token.createdAt()))
        .putOrNothing("expires_at", Times.text(token.expiresAt()))
        .putOrNothing("last_used_at", Times.text(token.lastUsedAt()))
        .putOrNothing("revoked_at", Times.text(token.revokedAt()))
        .build();
  }

  /** Who is asking. */
  public static JsonObject me(Caller.Member member) {
    return Json.object()
        .put("user_id", member.userId())
        .putNothing("email")
        .put("organization_id", member.organization().id().value())
        .put("organization_name", member.organization().name())
        .build();
  }

  /** Which operator of the platform is asking. */
  public static JsonObject operator(Caller.Member member) {
    return Json.object()
        .put("kind", "console_machine")
        .put("user_id", member.userId())
        .putNothing("email")
        .put("organization_id", member.organization().id().value())
        .put("organization_name", member.organization().name())
        .put("scopes", scopes(member.scopes().stream().sorted(Comparator.comparing(Scope::word))))
        .build();
  }

  /** An Organization. */
  public static JsonObject organization(Organization organization) {
    return Json.object()
        .put("organization_id", organization.id().value())
        .put("name", organization.name())
        .put("slug", organization.slug().value())
        .put("status", "active")
        .put("created_at", Times.text(organization.createdAt()))
        .put("updated_at", Times.text(organization.createdAt()))
        .build();
  }

  /** The refusal that names a missing right. */
  public static String missing(Right right) {
    return "Missing right: " + right.word();
  }

  private static Json scopes(Stream<Scope> scopes) {
    return Json.array(scopes.map(scope -> Json.string(scope.word())).toList());
  }
}
