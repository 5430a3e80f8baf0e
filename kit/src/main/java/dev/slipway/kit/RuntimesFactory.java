package dev.slipway.kit;

import dev.slipway.ports.driven.installation.ProviderRuntimes;

/** Makes the runtimes of a platform, once, when the platform is built. */
@FunctionalInterface
public interface RuntimesFactory {
  /** The runtimes; whoever makes them also ends them. */
  ProviderRuntimes create(Surroundings surroundings);
}
