package dev.slipway.domain.catalogue;

import java.time.Instant;
import java.util.Optional;

/** What can happen to a provider version that is stored. */
public sealed interface ProviderVersionEvent {

  /** When it happens. */
  Instant at();

  /** Its build produced a wheel. */
  record Built(WheelContent content, Instant at) implements ProviderVersionEvent {}

  /** Its build ended without a wheel. */
  record BuildBroke(String error, Instant at) implements ProviderVersionEvent {}

  /** Its owner published this version again, with this release. */
  record Republished(Release release, Instant at) implements ProviderVersionEvent {}

  /** Its owner withdrew it. */
  record YankAsked(Optional<String> reason, Instant at) implements ProviderVersionEvent {}

  /** Its owner brought it back. */
  record UnyankAsked(Instant at) implements ProviderVersionEvent {}
}
