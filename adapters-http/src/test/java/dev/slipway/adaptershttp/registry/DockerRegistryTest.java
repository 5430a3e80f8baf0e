package dev.slipway.adaptershttp.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptershttp.fetch.AllowedHost;
import dev.slipway.adaptershttp.fetch.FetchSettings;
import dev.slipway.adaptershttp.localregistry.PackageArtifact;
import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.artifact.OciArtifacts;
import dev.slipway.ports.driven.artifact.OciArtifacts.EmbeddedSchema;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import dev.slipway.portstck.artifact.OciArtifactsContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract against the registry that half of the world runs, with artifacts that another
 * program pushed. Left out where they are not installed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerRegistryTest implements OciArtifactsContract {

  /** What a test of the contract cannot do without, once all are started. */
  private record Registries(
      DockerRegistry open, DockerRegistry guarded, OciRepository gone, OciArtifacts artifacts) {}

  private final Path folder;
  private final List<Registries> started = new ArrayList<>();

  DockerRegistryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  void start() throws IOException {
    List<String> missing = DockerRegistry.missing();
    Assumptions.assumeTrue(
        missing.isEmpty(),
        "The tests against docker-registry are left out: not installed are "
            + String.join(" and ", missing));
    var open = DockerRegistry.open(Files.createDirectory(folder.resolve("open")));
    var guarded = DockerRegistry.guarded(Files.createDirectory(folder.resolve("guarded")));
    var gone = DockerRegistry.open(Files.createDirectory(folder.resolve("gone")));
    gone.close();
    var allowed =
        Stream.of(open, guarded, gone)
            .map(registry -> AllowedHost.parse("http://" + registry.authority()).orElseThrow())
            .toList();
    started.add(
        new Registries(
            open,
            guarded,
            gone.repository(),
            HttpOciArtifacts.create(
                RegistryWorld.VERTX,
                RegistrySettings.of(FetchSettings.defaults().withAllowedHosts(allowed)))));
  }

  @AfterAll
  void stop() {
    started.forEach(
        registries -> {
          registries.open().close();
          registries.guarded().close();
        });
  }

  private Registries registries() {
    return started.getFirst();
  }

  @Override
  public OciArtifacts artifacts() {
    return registries().artifacts();
  }

  @Override
  public OciRepository open() {
    return registries().open().repository();
  }

  @Override
  public OciRepository guarded() {
    return registries().guarded().repository();
  }

  @Override
  public OciRepository unreachable() {
    return registries().gone();
  }

  @Override
  public RegistryCredential credential() {
    return new RegistryCredential.Basic("robot", "right");
  }

  @Override
  public RegistryCredential wrongCredential() {
    return new RegistryCredential.Basic("robot", "wrong");
  }

  @Override
  public ContentDigest push(OciRepository repository, String version, EmbeddedSchema schema) {
    var registry = repository.equals(open()) ? registries().open() : registries().guarded();
    return registry.push(
        switch (schema) {
          case EmbeddedSchema.Present(var json) -> PackageArtifact.of(version, json.toText());
          case EmbeddedSchema.Absent absent -> PackageArtifact.of(version);
        });
  }

  @Test
  void an_index_is_there_and_is_no_package() throws Exception {
    var artifact = PackageArtifact.of("1.0.0");
    registries().open().push(artifact);
    byte[] index =
        Json.object()
            .put("schemaVersion", Json.number(2))
            .put("mediaType", Json.string("application/vnd.oci.image.index.v1+json"))
            .put("manifests", Json.array(DockerRegistry.descriptor(artifact)))
            .build()
            .toText()
            .getBytes(UTF_8);
    put("/v2/acme/shop/manifests/index", "application/vnd.oci.image.index.v1+json", index);

    var found =
        artifacts().inspect(open(), ContentDigest.sha256(index), RegistryCredential.anonymous());

    assertThat(found).isInstanceOf(Inspected.Invalid.class);
  }

  private void put(String path, String mediaType, byte[] body) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://" + registries().open().authority() + path))
              .header("Content-Type", mediaType)
              .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
  }
}
