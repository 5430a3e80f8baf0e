package dev.slipway.app.demo;

import dev.slipway.app.embedded.EmbeddedPostgres;
import dev.slipway.app.embedded.Folders;
import java.io.IOException;
import java.nio.file.Path;

/** What a server leaves that was cut off, for instance by an impatient Ctrl-C Ctrl-C. */
final class Leftovers {

  private Leftovers() {}

  /** Ends what still runs from a folder, and removes the folder. */
  static void remove(Path folder) throws IOException {
    EmbeddedPostgres.endOrphan(folder.resolve("data"));
    Folders.delete(folder);
  }
}
