package dev.slipway.domain.catalogue;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.version.SemVer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Releases to begin with, and ways to change one of their parts. */
final class ReleaseSample {

  static final Instant CREATED = Instant.parse("2025-01-01T00:00:00Z");

  private ReleaseSample() {}

  static WheelContent content() {
    return new WheelContent(
        WheelUrl.of("https://wheels.example.com/acme-1.0.0-py3-none-any.whl"),
        Optional.of(digest("acme")),
        Optional.of("acme.database"),
        new ProviderSchemas(
            List.of(type("table"), type("bucket")),
            Optional.of(schema("config")),
            Optional.of(schema("outputs"))),
        Optional.of("First one"),
        List.of("python", "-m", "acme"));
  }

  static WheelContent withChangelog(WheelContent content, Optional<String> changelog) {
    return new WheelContent(
        content.wheelUrl(),
        content.sha256(),
        content.packageName(),
        content.schemas(),
        changelog,
        content.entrypoint());
  }

  static Release release(String version, WheelContent content) {
    return new Release(
        new VersionId(ProviderName.of("acme", "database"), SemVer.of(version)),
        content,
        SemVer.of("3.1.0"),
        2,
        CREATED);
  }

  static ResourceSchema type(String resource) {
    return new ResourceSchema(
        resource, Optional.of("A " + resource), Optional.of(schema(resource)), Optional.empty());
  }

  static Json.JsonObject schema(String title) {
    return Json.object().put("title", Json.string(title)).build();
  }

  static Sha256 digest(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
