package dev.slipway.portstck.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.artifact.OciArtifacts;
import dev.slipway.ports.driven.artifact.OciArtifacts.EmbeddedSchema;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import dev.slipway.portstck.store.Race;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * What {@code OciArtifacts} owes its callers (section 5 of the contract's page on packages). How a
 * hostile registry is met is a matter of each adapter that speaks to one.
 */
public interface OciArtifactsContract {

  /** The adapter. */
  OciArtifacts artifacts();

  /** An empty repository that everybody may read. */
  OciRepository open();

  /** An empty repository in another registry, which wants {@link #credential}. */
  OciRepository guarded();

  /** What the registry of {@link #guarded} wants. */
  RegistryCredential credential();

  /** What it does not want. */
  RegistryCredential wrongCredential();

  /** A repository of a registry to which nobody gets through. */
  OciRepository unreachable();

  /**
   * Puts a package into {@link #open} or {@link #guarded}.
   *
   * @return the digest of its manifest
   */
  ContentDigest push(OciRepository repository, String version, EmbeddedSchema schema);

  private Inspected look(OciRepository repository, ContentDigest digest) {
    return artifacts().inspect(repository, digest, RegistryCredential.anonymous());
  }

  private static EmbeddedSchema absent() {
    return new EmbeddedSchema.Absent();
  }

  @Test
  default void an_artifact_is_read_with_its_version() {
    var digest = push(open(), "1.2.3", absent());

    var found = look(open(), digest);

    assertThat(found).isEqualTo(new Inspected.Read("1.2.3", absent()));
  }

  @Test
  default void an_embedded_schema_keeps_its_order_and_its_digits() {
    var schema =
        Json.object()
            .put("type", Json.string("object"))
            .put(
                "properties",
                Json.object()
                    .put("z", Json.object().put("default", Json.number("1.50")).build())
                    .put("a", Json.object().put("title", Json.string("ÄÖ \" \\ 🚢")).build())
                    .build())
            .build();
    var digest = push(open(), "1.2.3", new EmbeddedSchema.Present(schema));

    var found = look(open(), digest);

    assertThat(found)
        .isInstanceOfSatisfying(
            Inspected.Read.class,
            read ->
                assertThat(read.schema())
                    .isInstanceOfSatisfying(
                        EmbeddedSchema.Present.class,
                        present ->
                            assertThat(present.schema().toText()).isEqualTo(schema.toText())));
  }

  @Test
  default void a_version_is_told_as_it_is_written() {
    for (String version : new String[] {"", "v1", "1.0", "1.2.3+a b", "\"\\\t", "é🚢", "01.0.0"}) {
      var digest = push(open(), version, absent());

      assertThat(look(open(), digest)).isEqualTo(new Inspected.Read(version, absent()));
    }
  }

  @Test
  default void other_content_has_another_digest() {
    var first = push(open(), "1.0.0", absent());
    var second = push(open(), "1.0.1", absent());
    var third = push(open(), "1.0.0", new EmbeddedSchema.Present(Json.object().build()));

    assertThat(first).isNotEqualTo(second).isNotEqualTo(third);
    assertThat(look(open(), first)).isEqualTo(new Inspected.Read("1.0.0", absent()));
    assertThat(look(open(), second)).isEqualTo(new Inspected.Read("1.0.1", absent()));
  }

  @Test
  default void what_was_never_pushed_is_not_found() {
    push(open(), "1.0.0", absent());

    var found = look(open(), ContentDigest.sha256("other".getBytes(StandardCharsets.UTF_8)));

    assertThat(found).isEqualTo(new Inspected.NotFound());
  }

  @Test
  default void what_is_in_another_repository_is_not_found() {
    var digest = push(open(), "1.0.0", absent());
    var other = new OciRepository(open().registry(), open().path() + "/other");

    assertThat(look(other, digest)).isEqualTo(new Inspected.NotFound());
  }

  @Test
  default void a_registry_that_wants_a_credential_lets_in_who_has_it() {
    var digest = push(guarded(), "1.0.0", absent());

    var found = artifacts().inspect(guarded(), digest, credential());

    assertThat(found).isEqualTo(new Inspected.Read("1.0.0", absent()));
  }

  @Test
  default void a_registry_that_wants_a_credential_denies_everybody_else() {
    var digest = push(guarded(), "1.0.0", absent());

    assertThat(look(guarded(), digest)).isEqualTo(new Inspected.Denied());
    assertThat(artifacts().inspect(guarded(), digest, wrongCredential()))
        .isEqualTo(new Inspected.Denied());
  }

  @Test
  default void what_was_shown_once_opens_nothing_for_the_next_one() {
    var digest = push(guarded(), "1.0.0", absent());
    assertThat(artifacts().inspect(guarded(), digest, credential()))
        .isInstanceOf(Inspected.Read.class);

    assertThat(look(guarded(), digest)).isEqualTo(new Inspected.Denied());
    assertThat(artifacts().inspect(guarded(), digest, wrongCredential()))
        .isEqualTo(new Inspected.Denied());
    assertThat(artifacts().inspect(guarded(), digest, credential()))
        .isInstanceOf(Inspected.Read.class);
  }

  @Test
  default void of_many_at_once_each_is_judged_by_what_they_show() {
    var digest = push(guarded(), "1.0.0", absent());

    var found =
        Race.of(
            8,
            index ->
                artifacts()
                    .inspect(guarded(), digest, index % 2 == 0 ? credential() : wrongCredential()));

    assertThat(found).hasSize(8);
    for (int i = 0; i < 8; i++) {
      assertThat(found.get(i))
          .isInstanceOf(i % 2 == 0 ? Inspected.Read.class : Inspected.Denied.class);
    }
  }

  @Test
  default void a_registry_that_nobody_gets_through_to_is_unavailable() {
    var found = look(unreachable(), ContentDigest.sha256(new byte[0]));

    assertThat(found).isInstanceOf(Inspected.Unavailable.class);
  }
}
