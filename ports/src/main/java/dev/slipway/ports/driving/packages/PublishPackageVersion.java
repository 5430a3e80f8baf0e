package dev.slipway.ports.driving.packages;

import dev.slipway.domain.form.Finding;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.PackageId;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.packages.VersionDraft;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.answer.Repeated;
import java.util.List;

/**
 * Registers a version of a package: {@code POST /v1/packages/{id}/versions}. Thread-safe; blocks,
 * for as long as looking into the artifact may take.
 *
 * <p>The order of judgement is that of section 1 of the contract's page on packages, from step 5
 * on; what is before it (token, workspace, readable body) is the driving side's, save that a
 * missing permission is refused here too. Nothing is stored unless the answer is {@link
 * Publication.Created}.
 */
public interface PublishPackageVersion {

  /**
   * A version that somebody wants to register.
   *
   * @param packageId of which package, as it stands in the path; an impossible id is an unknown one
   * @param body the request's body as it came, null where nothing came: its form is judged only
   *     once the package is known
   * @param besides what is wrong with the rest of the request (header, query); told together with
   *     what is wrong with the body, before it
   * @param idempotency whether it may be sent twice
   */
  record PublishCommand(
      String packageId, Json body, List<Finding> besides, Idempotency<PackageVersion> idempotency) {
    public PublishCommand {
      besides = List.copyOf(besides);
    }

    /** A version, sent once, whatever is in the body. */
    public static PublishCommand of(String packageId, Json body) {
      return new PublishCommand(packageId, body, List.of(), Idempotency.none());
    }

    /** A version, sent once, for whoever has no request at hand. */
    public static PublishCommand of(PackageId id, VersionDraft draft) {
      return of(id.value(), draft.toJson());
    }
  }

  /** What became of it. */
  sealed interface Publication {

    /** It is registered. */
    record Created(PackageVersion version) implements Publication {}

    /** The idempotency key was used before. */
    record Again(Repeated repeated) implements Publication {}

    /** A permission is missing. */
    record Forbidden(Permission missing) implements Publication {}

    /** The caller's workspace has no such package. */
    record NotFound() implements Publication {}

    /**
     * Something is wrong with the request itself, or the artifact is not what the request says; the
     * contract answers 422.
     *
     * @param findings what is wrong, in the order of the body's fields; at least one
     */
    record Invalid(List<Finding> findings) implements Publication {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }

    /** The platform makes the versions of this package itself. */
    record NotOci() implements Publication {}

    /**
     * The package has a version of the same precedence.
     *
     * @param existing its id
     * @param semver its text
     */
    record SemVerExists(PackageVersionId existing, SemVer semver) implements Publication {}

    /**
     * The registry did not answer as it should; worth trying again.
     *
     * @param finding why: {@code REGISTRY_UNAVAILABLE}, {@code REGISTRY_TIMEOUT} or {@code
     *     REGISTRY_INVALID_ANSWER}
     */
    record RegistryFailed(Finding finding) implements Publication {}
  }

  /** Registers a version for the caller's workspace. */
  Publication publish(Caller.Member member, PublishCommand command);
}
