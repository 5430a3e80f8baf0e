package dev.slipway.app.configuration;

import java.nio.file.Path;

/**
 * Where things are kept.
 *
 * @param choice which store
 * @param data the folder of what lives on this machine
 */
public record StoreSettings(StoreChoice choice, Path data) {

  /** The settings of a command that needs the store. */
  public static StoreSettings of(Configuration configuration, Path userData) {
    return new StoreSettings(
        configuration.get(Options.STORE), configuration.find(Options.DATA).orElse(userData));
  }
}
