package dev.slipway.adaptershttp.packages;

import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.WorkspaceId;
import java.time.Instant;
import java.util.Optional;

/** Workspaces, and what belongs to them, as answers (contract/packages.md sections 3 and 5). */
final class WorkspaceRendering {

  /** A workspace never changes. */
  private static final String ETAG = "1";

  private WorkspaceRendering() {}

  static JsonObject workspace(Organization workspace) {
    long createdAt = workspace.createdAt().getEpochSecond();
    return Json.object()
        .put("id", WorkspaceId.of(workspace.id()).value())
        .put("name", workspace.name())
        .put("slug", workspace.slug().value())
        .put("plan", Json.object().put("tier", "free").put("billed_by", "platform").build())
        .put("workspace_class", "standard")
        .put("created_at", createdAt)
        .put("updated_at", createdAt)
        .put("etag", ETAG)
        .build();
  }

  /** A token that was just made, with its secret. */
  static JsonObject createdToken(ApiToken token, String secret) {
    return named(token).put("token", secret).put("scopes", scopes(token)).build();
  }

  /** A token, without its secret. */
  static JsonObject token(ApiToken token) {
    return put(
            put(
                named(token)
                    .put("prefix", token.prefix())
                    .put("scopes", scopes(token))
                    .put("created_at", token.createdAt().getEpochSecond()),
                "last_used_at",
                token.lastUsedAt()),
            "expires_at",
            token.expiresAt())
        .build();
  }

  private static JsonObject.Builder named(ApiToken token) {
    return Json.object()
        .put("id", token.id().value())
        .put("workspace_id", WorkspaceId.of(token.organization()).value())
        .put("name", token.name());
  }

  private static Json scopes(ApiToken token) {
    return Json.array(token.scopes().stream().map(scope -> Json.string(scope.word())).toList());
  }

  /** A registry connection; never its credential. */
  static JsonObject connection(RegistryConnection connection) {
    return put(
            Json.object()
                .put("id", connection.id().value())
                .put("name", connection.name())
                .put("registry_url", connection.registryUrl())
                .put("type", connection.type().word())
                .put("is_active", true)
                .put("created_at", connection.createdAt().getEpochSecond()),
            "last_used_at",
            connection.lastUsedAt())
        .build();
  }

  private static JsonObject.Builder put(
      JsonObject.Builder json, String name, Optional<Instant> at) {
    return at.isPresent() ? json.put(name, at.get().getEpochSecond()) : json.putNothing(name);
  }
}
