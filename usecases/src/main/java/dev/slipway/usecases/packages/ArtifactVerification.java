package dev.slipway.usecases.packages;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.packages.ArtifactMatch;
import dev.slipway.domain.packages.PackageVersion.Verification;
import dev.slipway.domain.packages.VersionDraft;
import dev.slipway.domain.registry.Credentialed;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.artifact.OciArtifacts;
import dev.slipway.ports.driven.artifact.OciArtifacts.EmbeddedSchema;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import dev.slipway.ports.driven.registry.RegistryConnections;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Holds a draft against the artifact that it names: steps 10 to 12 of section 1 of the contract's
 * page on packages. Looks with the workspace's own credential for the registry, if it has one.
 * Thread-safe.
 */
public final class ArtifactVerification {

  /** So often the use of a connection is noted at most. */
  private static final Duration PRECISION = Duration.ofMinutes(1);

  private final OciArtifacts artifacts;
  private final RegistryConnections connections;
  private final InstantSource clock;
  private final PackageRules rules;

  @Inject
  public ArtifactVerification(
      OciArtifacts artifacts,
      RegistryConnections connections,
      InstantSource clock,
      PackageRules rules) {
    this.artifacts = artifacts;
    this.connections = connections;
    this.clock = clock;
    this.rules = rules;
  }

  /**
   * Where a draft says what, in the request.
   *
   * @param draft where the draft is
   * @param address where the registry's address is
   */
  record Whereabouts(List<String> draft, List<String> address) {

    List<String> ref() {
      return Finding.within(draft, "ref");
    }
  }

  /** What became of it. */
  sealed interface Verified {

    /** The artifact is what the draft says. */
    record Matched(Verification verification) implements Verified {}

    /** It is not, or there is none, or it may not be looked at. */
    record Refused(List<Finding> findings) implements Verified {}

    /** The registry did not answer as it should. */
    record Failed(Finding finding) implements Verified {}
  }

  Verified verify(
      OrganizationId organization, OciRepository repository, VersionDraft draft, Whereabouts at) {
    var held = connections.toRegistry(organization, repository.registry());
    var inspected =
        artifacts.inspect(
            repository,
            draft.ref().digest(),
            held.map(Credentialed::credential).orElseGet(RegistryCredential::anonymous));
    held.map(Credentialed::connection).ifPresent(this::noteUse);
    return switch (inspected) {
      case Inspected.Read(var version, var schema) -> compare(draft, at, version, embedded(schema));
      case Inspected.NotFound notFound ->
          refused(
              at.ref(),
              Reason.REF_NOT_FOUND,
              "The registry does not know this content in the package's repository: publish it"
                  + " there first");
      case Inspected.Denied denied ->
          refused(
              at.ref(),
              Reason.REGISTRY_DENIED,
              held.isPresent()
                  ? "The registry refuses the credential of this workspace's registry connection"
                  : "The registry wants a credential: make a registry connection for it");
      case Inspected.Mismatch mismatch ->
          refused(
              at.ref(), Reason.REF_MISMATCH, "The registry's bytes have another digest than ref");
      case Inspected.Invalid(var reason) -> refused(at.ref(), Reason.ARTIFACT_INVALID, reason);
      case Inspected.AddressRefused addressRefused ->
          refused(
              at.address(),
              Reason.ADDRESS_REFUSED,
              "The registry is at an address that may not be connected to");
      case Inspected.Unavailable(var reason) ->
          failed(at, Reason.REGISTRY_UNAVAILABLE, "The registry cannot be reached: " + reason);
      case Inspected.TimedOut timedOut ->
          failed(at, Reason.REGISTRY_TIMEOUT, "The registry took too long");
      case Inspected.InvalidAnswer(var reason) ->
          failed(
              at,
              Reason.REGISTRY_INVALID_ANSWER,
              "The registry does not answer as registries do: " + reason);
    };
  }

  private Verified compare(
      VersionDraft draft, Whereabouts at, String version, Optional<JsonObject> embedded) {
    return switch (ArtifactMatch.judge(
        draft, at.draft(), version, embedded, rules.requireEmbeddedSchema())) {
      case ArtifactMatch.Matched(var verification) -> new Verified.Matched(verification);
      case ArtifactMatch.Differs(var findings) -> new Verified.Refused(findings);
    };
  }

  private static Optional<JsonObject> embedded(EmbeddedSchema schema) {
    return switch (schema) {
      case EmbeddedSchema.Present(var present) -> Optional.of(present);
      case EmbeddedSchema.Absent absent -> Optional.empty();
    };
  }

  private static Verified refused(List<String> path, Reason reason, String message) {
    return new Verified.Refused(List.of(Finding.at(path, reason, message)));
  }

  private static Verified failed(Whereabouts at, Reason reason, String message) {
    return new Verified.Failed(Finding.at(at.ref(), reason, message + "; nothing was stored"));
  }

  private void noteUse(RegistryConnection connection) {
    var now = clock.instant();
    if (connection.lastUsedAt().map(last -> !now.isBefore(last.plus(PRECISION))).orElse(true)) {
      connections.noteUse(connection.organization(), connection.id(), now);
    }
  }
}
