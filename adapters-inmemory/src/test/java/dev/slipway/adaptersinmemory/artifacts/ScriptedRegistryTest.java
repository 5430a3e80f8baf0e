package dev.slipway.adaptersinmemory.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.ports.driven.artifact.OciArtifacts;
import dev.slipway.ports.driven.artifact.OciArtifacts.EmbeddedSchema;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import dev.slipway.portstck.artifact.OciArtifactsContract;
import org.junit.jupiter.api.Test;

class ScriptedRegistryTest implements OciArtifactsContract {
  private static final OciRepository UNREACHABLE = OciRepository.of("oci://down.test/acme/shop");

  private final ScriptedRegistry registry = ScriptedRegistry.create();

  ScriptedRegistryTest() {
    registry.guard(guarded().registry(), credential());
    registry.script(UNREACHABLE, new Inspected.Unavailable("no connection"));
  }

  @Override
  public OciArtifacts artifacts() {
    return registry;
  }

  @Override
  public OciRepository open() {
    return OciRepository.of("oci://open.test/acme/shop");
  }

  @Override
  public OciRepository guarded() {
    return OciRepository.of("oci://guarded.test/acme/shop");
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
  public OciRepository unreachable() {
    return UNREACHABLE;
  }

  @Override
  public ContentDigest push(OciRepository repository, String version, EmbeddedSchema schema) {
    return registry.push(repository, version, schema);
  }

  @Test
  void a_script_holds_until_the_repository_recovers() {
    var digest = registry.push(open(), "1.0.0");
    registry.script(open(), digest, new Inspected.Mismatch());
    assertThat(look(digest)).isEqualTo(new Inspected.Mismatch());
    registry.script(open(), new Inspected.TimedOut());
    assertThat(look(digest)).isEqualTo(new Inspected.Mismatch());
    assertThat(look(ContentDigest.sha256(new byte[0]))).isEqualTo(new Inspected.TimedOut());

    registry.recover(open());

    assertThat(look(digest)).isInstanceOf(Inspected.Read.class);
  }

  @Test
  void what_was_taken_away_is_not_found() {
    var digest = registry.push(open(), "1.0.0");

    registry.remove(open(), digest);

    assertThat(look(digest)).isEqualTo(new Inspected.NotFound());
  }

  @Test
  void every_look_is_told() {
    var digest = registry.push(open(), "1.0.0");

    look(digest);

    assertThat(registry.looks()).containsExactly(new ScriptedRegistry.Look(open(), digest));
  }

  private Inspected look(ContentDigest digest) {
    return registry.inspect(open(), digest, RegistryCredential.anonymous());
  }
}
