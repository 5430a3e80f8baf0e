package dev.slipway.adaptershttp.rendering;

import dev.slipway.domain.catalogue.Author;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.ResourceSchema;
import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.catalogue.ProviderView;
import dev.slipway.ports.paging.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Providers and versions as answers (contract/foundation.md section 4). */
public final class CatalogueRendering {
  private CatalogueRendering() {}

  /** A ProviderVersion. */
  public static JsonObject version(ProviderVersion version) {
    var release = version.release();
    var content = release.content();
    return identity(version.id().provider())
        .put("version", version.version().text())
        .put("runtime_version", release.runtimeVersion().text())
        .put("wheel_url", content.wheelUrl().text())
        .putOrNothing("wheel_sha256", content.sha256().map(digest -> digest.hex()).orElse(null))
        .putOrNothing("package_name", content.packageName().orElse(null))
        .put("entrypoint", entrypoint(content.entrypoint()))
        .putNothing("source_hash")
        .putOrNothing("build_id", buildId(version).orElse(null))
        .put("schemas", schemas(version.id().provider(), content.schemas().resources()))
        .put("config_schema", schema(content.schemas().config()))
        .put("outputs_schema", schema(content.schemas().outputs()))
        .putOrNothing("changelog", content.changelog().orElse(null))
        .put("status", version.status().word())
        .putOrNothing("published_at", Times.text(publishedAt(version)))
        .putOrNothing("error_message", error(version).orElse(null))
        .putOrNothing("yanked_at", Times.text(yankedAt(version)))
        .putOrNothing("yank_reason", yankReason(version).orElse(null))
        .put("created_at", Times.text(release.createdAt()))
        .put("updated_at", Times.text(version.updatedAt()))
        .build();
  }

  /** A Provider. */
  public static JsonObject provider(ProviderView view) {
    var provider = view.provider().value();
    var display = provider.display();
    return identity(provider.name())
        .put("display_name", display.displayName())
        .put("description", display.description())
        .put("author", author(provider.author()))
        .put("scope", "public")
        .put("trust_tier", "community")
        .putOrNothing("icon_url", display.iconUrl().orElse(null))
        .putOrNothing("readme", display.readme().orElse(null))
        .put("tags", Json.array(display.tags().stream().map(Json::string).toList()))
        .putOrNothing("latest_version", view.latest().map(SemVer::text).orElse(null))
        .put("install_count", view.installCount())
        .put("created_at", Times.text(provider.createdAt()))
        .put("updated_at", Times.text(provider.updatedAt()))
        .build();
  }

  /** A RuntimeVersion. */
  public static JsonObject runtimeVersion(RuntimeVersion version) {
    return Json.object()
        .put("version", version.version().text())
        .put("image_url", version.imageUrl())
        .putOrNothing("changelog", version.changelog().orElse(null))
        .put("released_at", Times.text(version.releasedAt()))
        .put("created_at", Times.text(version.releasedAt()))
        .put("updated_at", Times.text(version.releasedAt()))
        .build();
  }

  /** A page that says which part it is. */
  public static <T> JsonObject page(
      Page<T> page, int limit, int offset, Function<T, JsonObject> item) {
    return Json.object()
        .put("items", array(page.items(), item))
        .put("total", page.total())
        .put("limit", limit)
        .put("offset", offset)
        .build();
  }

  /** The items of a page alone. */
  public static <T> Json array(List<T> items, Function<T, JsonObject> item) {
    return Json.array(items.stream().map(item).toList());
  }

  /** The four spellings of a provider's identity, which clients of every age find. */
  static JsonObject.Builder identity(ProviderName name) {
    var canonical = Json.string(name.canonical());
    return Json.object()
        .put("prefix", name.prefix())
        .put("name", name.name())
        .put("canonical", canonical)
        .put("provider_name", canonical);
  }

  private static Json author(Author author) {
    return switch (author) {
      case Author.Platform platform ->
          Json.object()
              .put("kind", "platform")
              .putNothing("organization_id")
              .put("display_name", ProviderName.PLATFORM)
              .put("org_name", ProviderName.PLATFORM)
              .build();
      case Author.Customer(var organization, var slug) ->
          Json.object()
              .put("kind", "customer")
              .put("organization_id", organization.value())
              .put("display_name", slug.value())
              .put("org_name", slug.value())
              .build();
    };
  }

  private static Json entrypoint(List<String> words) {
    return words.isEmpty() ? Json.nothing() : Json.array(words.stream().map(Json::string).toList());
  }

  private static Json schemas(ProviderName provider, List<ResourceSchema> resources) {
    return Json.array(
        resources.stream()
            .map(
                resource ->
                    Json.object()
                        .put("provider", provider.canonical())
                        .put("resource", resource.resource())
                        .putOrNothing("description", resource.description().orElse(null))
                        .put("config_schema", schema(resource.config()))
                        // A published client fails on null here.
                        .put("outputs_schema", resource.outputs().orElseGet(JsonObject::empty))
                        .build())
            .toList());
  }

  private static Json schema(Optional<JsonObject> schema) {
    return schema.isPresent() ? schema.get() : Json.nothing();
  }

  private static Optional<Instant> publishedAt(ProviderVersion version) {
    return switch (version) {
      case ProviderVersion.Building building -> Optional.empty();
      case ProviderVersion.Failed failed -> Optional.empty();
      case ProviderVersion.Published published -> Optional.of(published.publishedAt());
      case ProviderVersion.Yanked yanked -> Optional.of(yanked.publishedAt());
    };
  }

  private static Optional<String> buildId(ProviderVersion version) {
    return version instanceof ProviderVersion.Building building
        ? Optional.of(building.buildId())
        : Optional.empty();
  }

  private static Optional<String> error(ProviderVersion version) {
    return version instanceof ProviderVersion.Failed failed
        ? Optional.of(failed.error())
        : Optional.empty();
  }

  private static Optional<Instant> yankedAt(ProviderVersion version) {
    return version instanceof ProviderVersion.Yanked yanked
        ? Optional.of(yanked.yankedAt())
        : Optional.empty();
  }

  private static Optional<String> yankReason(ProviderVersion version) {
    return version instanceof ProviderVersion.Yanked yanked ? yanked.reason() : Optional.empty();
  }
}
