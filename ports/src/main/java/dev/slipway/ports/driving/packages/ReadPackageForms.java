package dev.slipway.ports.driving.packages;

import dev.slipway.domain.form.Finding;
import dev.slipway.domain.installform.FormComparison;
import dev.slipway.domain.installform.FormPlan;
import dev.slipway.domain.installform.Resolution;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.driving.packages.ReadPackages.Reading;
import java.util.List;

/**
 * What an installation of a package's version asks for, as a form: sections 6 to 8 of the
 * contract's page on packages. Nothing is stored. Ids are taken as they stand in a path; an
 * impossible one is an unknown one, and so is another workspace's. Thread-safe; blocks for one read
 * a version, and works at most two seconds.
 */
public interface ReadPackageForms {

  /** What became of values that were filled in. */
  sealed interface Validation {

    /**
     * They were judged.
     *
     * @param resolution what the schema makes of them
     * @param withForm whether the plan was asked for too
     */
    record Judged(Resolution resolution, boolean withForm) implements Validation {}

    /** The schema, or the values, take more work than anybody gets. */
    record TooCostly() implements Validation {}

    /** The caller's workspace has no such version. */
    record NotFound() implements Validation {}

    /** The body is wrong. */
    record Invalid(List<Finding> findings) implements Validation {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }

    /** A permission is missing. */
    record Forbidden(Permission missing) implements Validation {}
  }

  /**
   * Two versions of a package beside each other.
   *
   * @param from the one that is left
   * @param to the one that is gone to
   * @param comparison what the latter asks for otherwise
   */
  record Compared(PackageVersion from, PackageVersion to, FormComparison comparison) {}

  /** The form of a version, for nothing filled in. */
  Reading<FormPlan> form(Caller.Member member, String packageId, String versionId);

  /**
   * Judges values against a version.
   *
   * @param body the request's body as it came, null where nothing came; judged once the version is
   *     known
   */
  Validation validate(Caller.Member member, String packageId, String versionId, Json body);

  /** Compares two versions of one package. */
  Reading<Compared> compare(Caller.Member member, String packageId, String from, String to);
}
