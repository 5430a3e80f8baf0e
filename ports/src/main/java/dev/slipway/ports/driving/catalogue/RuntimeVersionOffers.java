package dev.slipway.ports.driving.catalogue;

import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.answer.Repeated;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import java.util.List;
import java.util.Optional;

/** Registers and lists the versions on which providers run. Thread-safe; blocks. */
public interface RuntimeVersionOffers {

  /**
   * A runtime version to register.
   *
   * @param version its version
   * @param imageUrl the image's reference, 1 to 512 characters without blanks
   * @param changelog release notes, at most 64 KiB
   * @param idempotency whether it may be sent twice
   */
  record RegisterCommand(
      SemVer version,
      String imageUrl,
      Optional<String> changelog,
      Idempotency<RuntimeVersion> idempotency) {

    /** An image under a version. */
    public static RegisterCommand of(SemVer version, String imageUrl) {
      return new RegisterCommand(version, imageUrl, Optional.empty(), Idempotency.none());
    }
  }

  /** What became of it. */
  sealed interface RuntimeVersionRegistration {
    /** It is registered now. */
    record Created(RuntimeVersion version) implements RuntimeVersionRegistration {}

    /** The same was registered before. */
    record Identical(RuntimeVersion version) implements RuntimeVersionRegistration {}

    /** The idempotency key was used before. */
    record Again(Repeated repeated) implements RuntimeVersionRegistration {}

    /** The version exists with other content. */
    record Immutable(SemVer version, List<String> differences)
        implements RuntimeVersionRegistration {
      public Immutable {
        differences = List.copyOf(differences);
      }
    }

    /** The caller lacks the console right; the reason names it. */
    record Forbidden(String reason) implements RuntimeVersionRegistration {}
  }

  /** Registers a runtime version; needs the console right. */
  RuntimeVersionRegistration register(Caller caller, RegisterCommand command);

  /** All by precedence descending; everybody may see them. */
  Page<RuntimeVersion> runtimeVersions(Paging paging);

  /** The latest; everybody may see it. */
  Optional<RuntimeVersion> latestRuntimeVersion();
}
