package dev.slipway.ports.driving.tenancy;

import dev.slipway.domain.tenancy.Caller;
import java.util.List;

/**
 * Finds out in which workspace somebody acts: step 2 of section 1, and section 3 of the contract's
 * page on packages. Thread-safe; reads the store at most once, and only where a whole server's
 * owner names a workspace.
 */
public interface ChooseWorkspace {

  /** Who asks, before a workspace is chosen. */
  sealed interface Claimant {

    /**
     * Presented no credential. In development mode the owner of every workspace of this server;
     * else nobody.
     */
    record Nobody() implements Claimant {}

    /** Presented a credential that acts for one organization. */
    record OfOne(Caller.Member member) implements Claimant {}

    /**
     * Presented a credential that acts for several organizations.
     *
     * @param memberships what it may in each
     */
    record OfSeveral(List<Caller.Member> memberships) implements Claimant {
      public OfSeveral {
        memberships = List.copyOf(memberships);
      }
    }

    /** Who an authenticated caller is. */
    static Claimant of(Caller caller) {
      return switch (caller) {
        case Caller.Anonymous nobody -> new Nobody();
        case Caller.Member member -> new OfOne(member);
      };
    }
  }

  /** What the request says about the workspace. */
  sealed interface Context {

    /** Nothing. */
    record Absent() implements Context {}

    /** The text of {@code Akua-Context}, whatever it is. */
    record Given(String text) implements Context {}
  }

  /** What became of it. */
  sealed interface Choice {

    /** Acts as this member of the workspace's organization. */
    record Chosen(Caller.Member member) implements Choice {}

    /** A credential is needed. */
    record Unauthenticated() implements Choice {}

    /** The context is no workspace's id at all: {@code CONTEXT_INVALID}. */
    record Malformed() implements Choice {}

    /**
     * The context names a workspace in which the caller may not act, or none at all, which is the
     * same: {@code WORKSPACE_FORBIDDEN}.
     */
    record Forbidden() implements Choice {}

    /** The caller acts for several workspaces and names none: {@code CONTEXT_REQUIRED}. */
    record ContextRequired() implements Choice {}
  }

  /** Finds out in which workspace somebody acts. */
  Choice choose(Claimant claimant, Context context);
}
