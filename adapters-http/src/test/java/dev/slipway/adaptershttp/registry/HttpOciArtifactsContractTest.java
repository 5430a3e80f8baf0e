package dev.slipway.adaptershttp.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptershttp.fetch.AllowedHost;
import dev.slipway.adaptershttp.fetch.FetchSettings;
import dev.slipway.adaptershttp.localregistry.LocalRegistry;
import dev.slipway.adaptershttp.localregistry.LocalRegistry.Seen;
import dev.slipway.adaptershttp.localregistry.PackageArtifact;
import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.ports.driven.artifact.OciArtifacts;
import dev.slipway.ports.driven.artifact.OciArtifacts.EmbeddedSchema;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import dev.slipway.portstck.artifact.OciArtifactsContract;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract over real registries: one that is open, and one behind each kind of door. */
class HttpOciArtifactsContractTest {

  abstract static class OverHttp implements OciArtifactsContract {
    private static final Vertx VERTX = Vertx.vertx();

    final LocalRegistry open;
    final LocalRegistry guarded;
    private final LocalRegistry gone;
    private final OciArtifacts artifacts;

    OverHttp() throws IOException {
      open = LocalRegistry.open();
      guarded = LocalRegistry.open();
      gone = LocalRegistry.open();
      gone.close();
      var allowed =
          Stream.of(open, guarded, gone)
              .map(registry -> AllowedHost.parse(registry.allowHosts()).orElseThrow())
              .toList();
      artifacts =
          HttpOciArtifacts.create(
              VERTX, RegistrySettings.of(FetchSettings.defaults().withAllowedHosts(allowed)));
    }

    @AfterEach
    void close() {
      open.close();
      guarded.close();
    }

    @Override
    public OciArtifacts artifacts() {
      return artifacts;
    }

    @Override
    public OciRepository open() {
      return open.repository("acme/shop");
    }

    @Override
    public OciRepository guarded() {
      return guarded.repository("acme/shop");
    }

    @Override
    public OciRepository unreachable() {
      return gone.repository("acme/shop");
    }

    @Override
    public RegistryCredential credential() {
      return new RegistryCredential.Basic("robot", "right: ü");
    }

    @Override
    public RegistryCredential wrongCredential() {
      return new RegistryCredential.Basic("robot", "wrong");
    }

    @Override
    public ContentDigest push(OciRepository repository, String version, EmbeddedSchema schema) {
      var registry = repository.equals(open()) ? open : guarded;
      return registry.push(
          repository.path(),
          switch (schema) {
            case EmbeddedSchema.Present(var json) -> PackageArtifact.of(version, json.toText());
            case EmbeddedSchema.Absent absent -> PackageArtifact.of(version);
          });
    }
  }

  @Nested
  class Behind_a_password extends OverHttp {

    Behind_a_password() throws IOException {
      guarded.requirePassword("robot", "right: ü");
    }

    @Test
    void a_look_is_two_requests_and_the_one_that_is_told_what_to_show() {
      var digest = push(guarded(), "1.0.0", new EmbeddedSchema.Absent());

      artifacts().inspect(guarded(), digest, credential());

      assertThat(guarded.seen())
          .extracting(Seen::authorization)
          .containsExactly("", "Basic", "Basic");
    }

    @Test
    void nothing_is_shown_to_a_registry_that_does_not_ask() {
      var digest = push(open(), "1.0.0", new EmbeddedSchema.Absent());

      artifacts().inspect(open(), digest, credential());

      assertThat(open.seen()).extracting(Seen::authorization).containsExactly("", "");
    }

    @Test
    void a_wrong_password_is_shown_once() {
      var digest = push(guarded(), "1.0.0", new EmbeddedSchema.Absent());

      artifacts().inspect(guarded(), digest, wrongCredential());

      assertThat(guarded.seen()).extracting(Seen::authorization).containsExactly("", "Basic");
    }
  }

  @Nested
  class Behind_a_token extends OverHttp {

    Behind_a_token() throws IOException {
      guarded.requireToken("robot", "right: ü");
    }

    @Test
    void a_look_asks_for_a_token_once_and_for_this_repository_only() {
      var digest = push(guarded(), "1.0.0", new EmbeddedSchema.Absent());

      artifacts().inspect(guarded(), digest, credential());

      assertThat(guarded.seen())
          .extracting(Seen::authorization)
          .containsExactly("", "Basic", "Bearer", "Bearer");
      assertThat(guarded.seen().get(1).target())
          .isEqualTo("/token?service=local&scope=repository%3Aacme%2Fshop%3Apull");
    }

    @Test
    void the_next_look_asks_again() {
      var digest = push(guarded(), "1.0.0", new EmbeddedSchema.Absent());
      artifacts().inspect(guarded(), digest, credential());

      var found = artifacts().inspect(guarded(), digest, credential());

      assertThat(found).isInstanceOf(Inspected.Read.class);
      assertThat(guarded.seen())
          .extracting(Seen::authorization)
          .filteredOn("Basic"::equals)
          .hasSize(2);
    }
  }

  @Nested
  class What_a_registry_would_give_for_a_name {

    @Test
    void may_be_shown_at_once() throws IOException {
      try (var registry = LocalRegistry.open()) {
        var artifacts =
            HttpOciArtifacts.create(
                OverHttp.VERTX,
                RegistrySettings.of(
                    FetchSettings.defaults()
                        .withAllowedHosts(
                            List.of(AllowedHost.parse(registry.allowHosts()).orElseThrow()))));
        registry.requirePassword("robot", "right");
        var digest = registry.push("a", PackageArtifact.of("1.0.0"));

        var found =
            artifacts.inspect(registry.repository("a"), digest, new RegistryCredential.Bearer("t"));

        assertThat(found).isEqualTo(new Inspected.Denied());
        assertThat(registry.seen()).extracting(Seen::authorization).containsExactly("Bearer");
      }
    }
  }
}
