package dev.slipway.adaptershttp.endpoint;

import dev.slipway.domain.tenancy.Caller;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeIdentity;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace.Claimant;

/** Whom an endpoint answers, and how. */
public sealed interface Handling {

  /**
   * Everybody, with or without a token; a bad token is refused here too. When nobody can tell
   * whether a token is good, it is not judged.
   *
   * @param whenFull whether it is answered also when the server is full
   */
  record Probes(Probe probe, boolean whenFull) implements Handling {}

  /** Everybody, with or without a token; a bad token is refused here too. */
  record Everybody(Open open) implements Handling {}

  /**
   * Whoever acts for an organization.
   *
   * @param need what else it takes; use cases judge it, since form and names are read first
   */
  record Members(Need need, Closed closed) implements Handling {}

  /** Running providers, with a runtime's token. */
  record Runtimes(Registered registered) implements Handling {}

  /**
   * Whoever may act in a workspace; the endpoint itself finds out in which, and says when the body
   * is looked at. A bad token is refused before.
   *
   * @param permission what it takes, in a word; empty text for nothing
   */
  record Visitors(String permission, Visited visited) implements Handling {}

  /** Answers whoever asks about the server itself. */
  @FunctionalInterface
  interface Probe {
    /** Answers; may block. */
    Answer answer();
  }

  /** Answers anybody. */
  @FunctionalInterface
  interface Open {
    /** Answers; may block. */
    Answer answer(Caller caller, Request request);
  }

  /** Answers a member of an organization. */
  @FunctionalInterface
  interface Closed {
    /** Answers; may block. */
    Answer answer(Caller.Member caller, Request request);
  }

  /** Answers a running provider. */
  @FunctionalInterface
  interface Registered {
    /** Answers; may block. */
    Answer answer(RuntimeIdentity runtime, Request request);
  }

  /** Answers whoever claims to act in a workspace. */
  @FunctionalInterface
  interface Visited {
    /** Answers; may block. */
    Answer answer(Claimant claimant, Unread request);
  }
}
