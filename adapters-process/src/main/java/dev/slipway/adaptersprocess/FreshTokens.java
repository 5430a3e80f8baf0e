package dev.slipway.adaptersprocess;

import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;

/** Makes runtime tokens for children that start again. Thread-safe; may block. */
@FunctionalInterface
public interface FreshTokens {

  /** A fresh token of an incarnation, bound to a rollout. */
  String mint(InstallationId installation, Incarnation incarnation, long rollout);
}
