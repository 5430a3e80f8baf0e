package dev.slipway.ports.driving.tenancy;

import dev.slipway.domain.form.Finding;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace.Claimant;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import java.util.List;

/**
 * Workspaces, each of which is an organization: {@code /v1/workspaces}, section 3 of the contract's
 * page on packages. No context is asked for: a claimant sees the workspaces in which it may act.
 * Its {@link dev.slipway.domain.tenancy.WorkspaceId} belongs to an organization one to one.
 * Thread-safe; blocks.
 */
public interface ManageWorkspaces {

  /** What became of a wish for a workspace. */
  sealed interface Creation {

    /** It is made; its id is its organization's. */
    record Created(Organization workspace) implements Creation {}

    /** Something is wrong with the body. */
    record Invalid(List<Finding> findings) implements Creation {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }

    /** Another workspace has the slug that was asked for. */
    record SlugExists(Slug slug) implements Creation {}

    /** The console right is missing. */
    record Forbidden(Permission missing) implements Creation {}

    /** A credential is needed. */
    record Unauthenticated() implements Creation {}
  }

  /** What became of a wish to see workspaces. */
  sealed interface Listing {

    /** These. */
    record Workspaces(Stretch<Organization> part) implements Listing {}

    /** A permission is missing. */
    record Forbidden(Permission missing) implements Listing {}

    /** A credential is needed. */
    record Unauthenticated() implements Listing {}
  }

  /** What became of a wish to see one workspace. */
  sealed interface Reading {

    /** It is this. */
    record Found(Organization workspace) implements Reading {}

    /** The claimant has no such workspace. */
    record NotFound() implements Reading {}

    /** A permission is missing. */
    record Forbidden(Permission missing) implements Reading {}

    /** A credential is needed. */
    record Unauthenticated() implements Reading {}
  }

  /**
   * Makes a workspace.
   *
   * @param body the request's body as it came, null where nothing came
   */
  Creation create(Claimant claimant, Json body);

  /** The workspaces in which somebody may act, newest first. */
  Listing list(Claimant claimant, NewestFirst part);

  /**
   * A workspace in which somebody may act.
   *
   * @param id which, as it stands in the path; an impossible id is an unknown one
   */
  Reading find(Claimant claimant, String id);
}
