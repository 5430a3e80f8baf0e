package dev.slipway.app.configuration;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the operating system wants a program to keep a user's data. */
public final class UserFolders {

  private UserFolders() {}

  /**
   * The folder for Slipway's data: {@code $XDG_DATA_HOME/slipway} or {@code
   * ~/.local/share/slipway}, on a Mac {@code ~/Library/Application Support/Slipway}.
   *
   * @param environment its variables
   * @param system the operating system's name, as Java calls it
   * @param home the user's home folder
   */
  public static Path data(Map<String, String> environment, String system, Path home) {
    if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
      return home.resolve("Library").resolve("Application Support").resolve("Slipway");
    }
    String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base = Path.of(xdg);
    // A relative path is to be ignored, says the XDG base directory specification.
    return (base.isAbsolute() ? base : home.resolve(".local").resolve("share")).resolve("slipway");
  }
}
