package dev.slipway.ports.driven.installation;

import dev.slipway.domain.version.SemVer;

/** Which version of a provider is meant. */
public sealed interface VersionChoice {

  /** The latest published one. */
  record Latest() implements VersionChoice {}

  /** The one of exactly this text, in whatever state. */
  record Exact(SemVer version) implements VersionChoice {}

  /** None: only the installation matters. */
  record None() implements VersionChoice {}
}
