package dev.slipway.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptersinmemory.artifacts.ScriptedRegistry;
import dev.slipway.adaptersinmemory.store.InMemoryStore;
import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.answer.Rendered;
import dev.slipway.ports.driving.packages.ImportPackage.ImportCommand;
import dev.slipway.ports.driving.packages.ImportPackage.Importation;
import dev.slipway.ports.driving.packages.PublishPackageVersion.Publication;
import dev.slipway.ports.driving.packages.PublishPackageVersion.PublishCommand;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A platform in memory, registries in memory, and a clock that stands still. */
final class PackageWorld {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final OciRepository LAKE = OciRepository.of("oci://registry.example.org/acme/lake");
  static final JsonObject SCHEMA = Json.object().put("type", "object").build();

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final ScriptedRegistry registry = ScriptedRegistry.create();
  private final Store store = InMemoryStore.create(now::get);
  private final Slipway slipway;

  PackageWorld() {
    this(Settings.defaults());
  }

  PackageWorld(Settings settings) {
    this.slipway =
        Slipway.builder()
            .settings(settings)
            .clock(now::get)
            .store(store)
            .artifacts(registry)
            .schemas(new PickySchemaChecks())
            .runtimes(surroundings -> new NoRuntimes())
            .build();
  }

  Slipway slipway() {
    return slipway;
  }

  ScriptedRegistry registry() {
    return registry;
  }

  Store store() {
    return store;
  }

  void moveTo(Instant next) {
    now.set(next);
  }

  /** A body that registers a version which is in a repository. */
  JsonObject pushed(OciRepository repository, String semver) {
    return pushed(repository, semver, SCHEMA);
  }

  JsonObject pushed(OciRepository repository, String semver, JsonObject schema) {
    return body(semver, registry.push(repository, semver, schema), schema);
  }

  static JsonObject body(String semver, ContentDigest digest, JsonObject schema) {
    return Json.object()
        .put("semver", semver)
        .put("ref", digest.text())
        .put("input_schema", schema)
        .build();
  }

  static JsonObject importing(OciRepository repository, JsonObject version) {
    return Json.object()
        .put("name", "Lake")
        .put("oci_ref", repository.text())
        .put("version", version)
        .build();
  }

  RegisteredPackage imported(Caller.Member member, OciRepository repository, String semver) {
    var outcome =
        slipway
            .importPackage()
            .bringIn(member, ImportCommand.of(importing(repository, pushed(repository, semver))));
    assertThat(outcome).isInstanceOf(Importation.Created.class);
    return ((Importation.Created) outcome).imported();
  }

  Publication publish(Caller.Member member, RegisteredPackage of, Json body) {
    return slipway
        .publishPackageVersion()
        .publish(member, PublishCommand.of(of.id().value(), body));
  }

  PackageVersion published(Caller.Member member, RegisteredPackage of, String semver) {
    var outcome = publish(member, of, pushed(LAKE, semver));
    assertThat(outcome).isInstanceOf(Publication.Created.class);
    return ((Publication.Created) outcome).version();
  }

  /** Sent under a key; what is kept is what a function makes of it. */
  static <T> Idempotency<T> under(String key, Json request, Function<T, String> id) {
    return new Idempotency.Under<>(
        "POST /v1/packages/{id}/versions",
        key,
        Sha256.of(request.canonicalText().getBytes(StandardCharsets.UTF_8)),
        made -> new Rendered(201, Json.string(id.apply(made))));
  }

  /** A member of an organization with these scopes alone. */
  static Caller.Member member(String organization, String... scopes) {
    var everything = Slipway.operator(organization);
    Set<Scope> granted =
        Stream.of(scopes)
            .map(scope -> Scope.parse(scope).orElseThrow())
            .collect(Collectors.toSet());
    return new Caller.Member(everything.organization(), "tok_1", granted);
  }

  /** Where and why, for comparing. */
  static List<String> told(List<Finding> findings) {
    return findings.stream()
        .map(finding -> String.join("/", finding.path()) + " " + finding.reason())
        .toList();
  }

  static String at(String path, Reason reason) {
    return path + " " + reason;
  }
}
