package dev.slipway.ports.driving.packages;

import dev.slipway.domain.form.Finding;
import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.answer.Repeated;
import java.util.List;

/**
 * Deletes a package with all its versions: {@code DELETE /v1/packages/{id}}. Thread-safe; blocks.
 */
public interface DeletePackage {

  /**
   * A package that somebody wants to delete.
   *
   * @param packageId which, as it stands in the path; an impossible id is an unknown one
   * @param ifMatch the etag that the caller has seen, without quotes; counts only when nothing else
   *     is wrong
   * @param besides what is wrong with the request, such as that {@code If-Match} is absent; told
   *     once the package is known
   * @param idempotency whether it may be sent twice
   */
  record DeleteCommand(
      String packageId,
      String ifMatch,
      List<Finding> besides,
      Idempotency<RegisteredPackage> idempotency) {
    public DeleteCommand {
      besides = List.copyOf(besides);
    }

    /** A package in the state that the caller has seen, sent once. */
    public static DeleteCommand of(RegisteredPackage seen) {
      return new DeleteCommand(
          seen.id().value(), seen.etag().text(), List.of(), Idempotency.none());
    }
  }

  /** What became of it. */
  sealed interface Deletion {

    /** It is gone, with all its versions. */
    record Deleted(RegisteredPackage last) implements Deletion {}

    /** The idempotency key was used before. */
    record Again(Repeated repeated) implements Deletion {}

    /** A permission is missing. */
    record Forbidden(Permission missing) implements Deletion {}

    /** The caller's workspace has no such package. */
    record NotFound() implements Deletion {}

    /** Something is wrong with the request. */
    record Invalid(List<Finding> findings) implements Deletion {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }

    /**
     * The package is in another state than the caller has seen.
     *
     * @param current the etag that it has
     */
    record Moved(Etag current) implements Deletion {}
  }

  /** Deletes a package of the caller's workspace. */
  Deletion delete(Caller.Member member, DeleteCommand command);
}
