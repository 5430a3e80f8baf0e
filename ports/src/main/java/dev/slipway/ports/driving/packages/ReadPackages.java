package dev.slipway.ports.driving.packages;

import dev.slipway.domain.form.Finding;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.Compatibility.Mismatch;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import java.util.List;

/**
 * Looking at the packages of a workspace and their versions: sections 2 to 4 of the contract's page
 * on packages. Ids are taken as they stand in a path; an impossible one is an unknown one, and so
 * is another workspace's. Thread-safe; blocks for one read.
 */
public interface ReadPackages {

  /**
   * What became of a wish to see something.
   *
   * @param <T> what was wished for
   */
  sealed interface Reading<T> {

    /** It is this. */
    record Found<T>(T value) implements Reading<T> {}

    /** The caller's workspace has no such thing. */
    record NotFound<T>() implements Reading<T> {}

    /** A permission is missing. */
    record Forbidden<T>(Permission missing) implements Reading<T> {}
  }

  /** Whether a version fits into a cluster. */
  sealed interface CompatibilityAnswer {

    /**
     * It was judged.
     *
     * @param reasons why it does not fit; none when it does
     */
    record Judged(List<Mismatch> reasons) implements CompatibilityAnswer {
      public Judged {
        reasons = List.copyOf(reasons);
      }

      /** Whether it fits. */
      public boolean compatible() {
        return reasons.isEmpty();
      }
    }

    /** The caller's workspace has no such version. */
    record NotFound() implements CompatibilityAnswer {}

    /** What is told about the cluster is wrong. */
    record Invalid(List<Finding> findings) implements CompatibilityAnswer {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }

    /** A permission is missing. */
    record Forbidden(Permission missing) implements CompatibilityAnswer {}
  }

  /** The packages of the caller's workspace, newest first. */
  Reading<Stretch<RegisteredPackage>> list(Caller.Member member, NewestFirst part);

  /** A package. */
  Reading<RegisteredPackage> find(Caller.Member member, String packageId);

  /**
   * A package's versions, newest first. A part may end before its limit, with more behind it, when
   * schemas are large.
   */
  Reading<Stretch<PackageVersion>> versions(
      Caller.Member member, String packageId, NewestFirst part);

  /** A version of a package. */
  Reading<PackageVersion> version(Caller.Member member, String packageId, String versionId);

  /** What an installation of a version asks for; another permission than the version itself. */
  Reading<Json.JsonObject> inputs(Caller.Member member, String packageId, String versionId);

  /**
   * Whether a version fits into a cluster.
   *
   * @param body the request's body as it came, null where nothing came; judged once the version is
   *     known
   */
  CompatibilityAnswer checkCompatibility(
      Caller.Member member, String packageId, String versionId, Json body);
}
