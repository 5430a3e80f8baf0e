package dev.slipway.app.configuration;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things are kept.
 *
 * @param choice which store
 * @param data the folder of what lives on this machine
 * @param keys by which config is encrypted
 */
public record StoreSettings(StoreChoice choice, Path data, Optional<KeyFile> keys) {

  /** The settings of a command that needs the store. */
  public static StoreSettings of(Configuration configuration, Path userData) {
    return new StoreSettings(
        configuration.get(Options.STORE),
        configuration.find(Options.DATA).orElse(userData),
        configuration.find(Options.ENCRYPTION_KEY_FILE));
  }
}
