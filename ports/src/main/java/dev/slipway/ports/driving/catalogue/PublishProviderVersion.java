package dev.slipway.ports.driving.catalogue;

import dev.slipway.domain.catalogue.DisplayData;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.answer.Repeated;
import java.util.List;
import java.util.Optional;

/**
 * Publishes a version of a provider whose wheel is somewhere on the web (seed {@code
 * publish-wheel-provider-version.txt}; contract.md section 2; contract/foundation.md section 4).
 * What is published never changes. Thread-safe; blocks, as long as fetching the wheel may take.
 */
public interface PublishProviderVersion {

  /** The provider that is meant. */
  sealed interface Target {
    /** By its whole name. */
    record Canonical(ProviderName name) implements Target {}

    /** By its short name alone: a provider of the caller's own organization. */
    record OwnShort(String name) implements Target {}
  }

  /** Through which door the request came. */
  enum Door {
    /** A tenant's: everything but the platform's own prefix. */
    CUSTOMER,
    /** The platform operator's: only the platform's own prefix. */
    CONSOLE
  }

  /**
   * A publication that is wanted.
   *
   * @param target the provider
   * @param organization the organization that the publisher says it is; must be the caller's
   * @param version the version
   * @param content what is frozen
   * @param display display data: counts at the first publication, and through the console later too
   * @param door through which door
   * @param idempotency whether it may be sent twice
   */
  record PublishCommand(
      Target target,
      Optional<OrganizationId> organization,
      SemVer version,
      WheelContent content,
      DisplayData.Edit display,
      Door door,
      Idempotency<ProviderVersion> idempotency) {

    /** A tenant's publication, with display data made from the name. */
    public static PublishCommand of(ProviderName name, SemVer version, WheelContent content) {
      return new PublishCommand(
          new Target.Canonical(name),
          Optional.empty(),
          version,
          content,
          DisplayData.Edit.NONE,
          Door.CUSTOMER,
          Idempotency.none());
    }
  }

  /** What became of it. */
  sealed interface Publication {

    /** It is published now: new, in place of a failed one, or restored after a deletion. */
    record Created(ProviderVersion version) implements Publication {}

    /** The same content is published already; this is the stored record. Nothing was fetched. */
    record Identical(ProviderVersion version) implements Publication {}

    /** The idempotency key was used before. */
    record Again(Repeated repeated) implements Publication {}

    /**
     * Not the caller's to publish.
     *
     * @param reason names the right or the prefix; never what exists
     */
    record Forbidden(String reason) implements Publication {}

    /**
     * The version exists and never changes.
     *
     * @param id which
     * @param status its state
     * @param differences request fields that differ, sorted; empty when yanked or building
     */
    record Immutable(VersionId id, ProviderVersion.Status status, List<String> differences)
        implements Publication {
      public Immutable {
        differences = List.copyOf(differences);
      }
    }

    /** No runtime version is registered, so there is nothing to pin. */
    record NoRuntimeVersion() implements Publication {}

    /** Fields that are wrong, or a wheel that cannot be had or has another digest. */
    record Invalid(List<Violation> violations) implements Publication {
      public Invalid {
        violations = List.copyOf(violations);
      }
    }
  }

  /** Publishes a version. */
  Publication publish(Caller caller, PublishCommand command);

  /**
   * Everything that is wrong with some schemas, at {@code schemas}, {@code config_schema} and
   * {@code outputs_schema}; {@link #publish} judges the same. For whoever reports all wrong fields
   * at once.
   */
  List<Violation> judge(ProviderSchemas schemas);

  /**
   * What is wrong with a well-formed wheel URL on this platform, at {@code wheel_url}: it must be
   * one that the platform's runtimes can run. {@link #publish} judges the same.
   */
  List<Violation> judge(WheelUrl url);
}
