package dev.slipway.ports.driving.installation;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.installation.Installation.LifecycleState;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installform.FormError;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driving.answer.Repeated;
import java.util.List;

/** What became of a wish about an installation (contract/foundation.md section 5). */
public sealed interface InstallationAnswer {

  /** It is stored; workers do the rest. */
  record Accepted(InstallationView installation) implements InstallationAnswer {}

  /** The idempotency key was used before. */
  record Again(Repeated repeated) implements InstallationAnswer {}

  /** The caller lacks a right; the reason names it. */
  record Forbidden(String reason) implements InstallationAnswer {}

  /** No such provider that the caller can see. */
  record ProviderNotFound(ProviderName provider) implements InstallationAnswer {}

  /** No such version that the caller can see. */
  record VersionNotFound(ProviderName provider, SemVer version) implements InstallationAnswer {}

  /** The provider is visible but has no version that could be installed. */
  record NothingPublished(ProviderName provider) implements InstallationAnswer {}

  /** The caller has not installed this provider. */
  record NotInstalled(ProviderName provider) implements InstallationAnswer {}

  /** The caller has installed this provider already. */
  record AlreadyInstalled(ProviderName provider) implements InstallationAnswer {}

  /** The installation is on that version already. */
  record AlreadyOn(SemVer version) implements InstallationAnswer {}

  /** An upgrade without a version found nothing higher. */
  record AlreadyLatest() implements InstallationAnswer {}

  /** An operation is in flight. */
  record InFlight(InstallationId id, LifecycleState current, LifecycleState target)
      implements InstallationAnswer {}

  /** Fields that are wrong: direction, or a version that cannot be installed. */
  record Invalid(List<Violation> violations) implements InstallationAnswer {
    public Invalid {
      violations = List.copyOf(violations);
    }
  }

  /**
   * The version's schema refuses the config. Nothing in it ever holds a value of the config.
   *
   * @param violations the fields of the request that ask for what does not fit
   * @param errors why, as the install form of the version says it: places in the config; one for
   *     each violation, in the same order
   */
  record Unfit(List<Violation> violations, List<FormError> errors) implements InstallationAnswer {
    public Unfit {
      violations = List.copyOf(violations);
      errors = List.copyOf(errors);
    }
  }
}
