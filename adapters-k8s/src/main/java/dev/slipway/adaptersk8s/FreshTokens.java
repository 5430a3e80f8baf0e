package dev.slipway.adaptersk8s;

import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;

/** Makes runtime tokens for pods that start again. Thread-safe; may block. */
@FunctionalInterface
public interface FreshTokens {

  /** A fresh token of an incarnation, bound to a rollout. */
  String mint(InstallationId installation, Incarnation incarnation, long rollout);
}
