package dev.slipway.ports.driving.catalogue;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.installform.FormComparison;
import dev.slipway.domain.installform.FormPlan;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import java.util.Optional;

/**
 * What an installation of a provider's version asks for, as a form over its config schema: sections
 * 6 and 8 of the contract's page on packages. Values of a config are strings. Whoever may see a
 * version may see its form. Thread-safe; blocks for one read a version, and works at most two
 * seconds.
 */
public interface ReadProviderForms {

  /**
   * Two versions of a provider beside each other.
   *
   * @param from the one that is left
   * @param to the one that is gone to
   * @param comparison what the latter's config asks for otherwise
   */
  record Compared(ProviderVersion from, ProviderVersion to, FormComparison comparison) {}

  /** The form of a version; one without fields where it has no config schema. */
  Optional<FormPlan> form(Caller caller, VersionId id);

  /** Compares two versions; absent when the caller cannot see one of them. */
  Optional<Compared> compare(Caller caller, ProviderName name, SemVer from, SemVer to);
}
