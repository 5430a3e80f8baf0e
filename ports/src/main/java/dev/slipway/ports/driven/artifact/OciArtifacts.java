package dev.slipway.ports.driven.artifact;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.json.Json;
import java.time.Duration;

/**
 * Artifacts of packages in other people's OCI registries (section 5 of the contract's page on
 * packages).
 *
 * <p>Every look is bounded in time, in the bytes that are read and in those that are unpacked, and
 * refuses addresses that are not public unless they are allowed. Nothing is kept between two looks,
 * least of all what a registry gave for a credential. Thread-safe; blocks, at most twice the time
 * limit of one exchange.
 */
public interface OciArtifacts {

  /**
   * The schema that an artifact brings along. Only its being a JSON object and its limits are
   * judged here, not whether it is a JSON Schema.
   */
  sealed interface EmbeddedSchema {

    /** The artifact brings {@code schema}. */
    record Present(Json.JsonObject schema) implements EmbeddedSchema {}

    /** It brings none. */
    record Absent() implements EmbeddedSchema {}
  }

  /** What a look into an artifact found. */
  sealed interface Inspected {

    /**
     * The artifact is there, whole, and what its digest says.
     *
     * @param version {@code [package].version} of its {@code akua.toml}, as it is written there
     * @param schema the schema beside it
     */
    record Read(String version, EmbeddedSchema schema) implements Inspected {}

    /** The registry does not know it: {@code REF_NOT_FOUND}. */
    record NotFound() implements Inspected {}

    /**
     * The registry refuses the credential, or wants one where there is none: {@code
     * REGISTRY_DENIED}. The credential is not tried again, and nothing was asked without it
     * afterwards.
     */
    record Denied() implements Inspected {}

    /** The bytes that came have another digest: {@code REF_MISMATCH}. */
    record Mismatch() implements Inspected {}

    /**
     * The bytes are what the digest says, and are no artifact of a package: {@code
     * ARTIFACT_INVALID}.
     *
     * @param reason a sentence for its publisher
     */
    record Invalid(String reason) implements Inspected {}

    /**
     * The registry, a redirect of its, or the realm of its tokens is at an address that is not
     * public and not allowed, or would have to be spoken to without TLS: {@code ADDRESS_REFUSED}.
     */
    record AddressRefused() implements Inspected {}

    /**
     * The registry cannot be reached, or says that it cannot answer now: {@code
     * REGISTRY_UNAVAILABLE}. Worth trying again after {@link #RETRY_AFTER}.
     *
     * @param reason for people; holds neither address nor secret
     */
    record Unavailable(String reason) implements Inspected {

      /** When to try again. */
      public static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    }

    /** It took too long: {@code REGISTRY_TIMEOUT}. */
    record TimedOut() implements Inspected {}

    /**
     * The registry does not speak as one should: {@code REGISTRY_INVALID_ANSWER}.
     *
     * @param reason for people; holds neither address nor secret
     */
    record InvalidAnswer(String reason) implements Inspected {}
  }

  /**
   * Looks into the artifact whose manifest has {@code digest} in {@code repository}: fetches
   * manifest and layer, hashes both again, and reads the version and the schema that they bring.
   *
   * @param credential for the registry of {@code repository}, and for nobody else
   * @return what was found; every way to fail that is not a fault of ours is one of its values
   */
  Inspected inspect(OciRepository repository, ContentDigest digest, RegistryCredential credential);
}
