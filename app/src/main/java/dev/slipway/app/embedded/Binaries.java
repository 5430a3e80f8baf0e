package dev.slipway.app.embedded;

import dev.slipway.app.exit.CommandFailed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked from the class path into a folder. That folder is complete as
 * soon as it is there.
 */
final class Binaries {

  private final Path folder;

  private Binaries(Path folder) {
    this.folder = folder;
  }

  /**
   * Unpacks the programs for this system, unless they are there.
   *
   * @throws CommandFailed when the class path holds none for this system
   */
  static Binaries unpack(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
      Folders.delete(unfinished);
      try (InputStream archive = archive()) {
        unpack(archive, Files.createDirectories(unfinished));
      }
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    return new Binaries(folder);
  }

  /** Programs that were unpacked before. */
  static Binaries at(Path folder) {
    return new Binaries(folder);
  }

  private static InputStream archive() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String family = system.startsWith("mac") ? "darwin" : system;
    String machine =
        switch (System.getProperty("os.arch", "")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "arm_64";
          default -> System.getProperty("os.arch", "");
        };
    String plain = "postgres-" + family + "-" + machine;
    List<String> names =
        Files.exists(Path.of("/etc/alpine-release"))
            ? List.of(plain + "-alpine_linux.txz", plain + ".txz")
            : List.of(plain + ".txz");
    for (String name : names) {
      InputStream found = Binaries.class.getResourceAsStream("/" + name);
      if (found != null) {
        return found;
      }
    }
    throw CommandFailed.refused(
        "This build holds no embedded PostgreSQL for %s on %s. Use --store postgresql://… or"
                .formatted(family, machine)
            + " --store memory.");
  }

  private static void unpack(InputStream archive, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("The archive of PostgreSQL leads out of its folder");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          boolean program = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  /** Where a program is: {@code initdb}, {@code pg_ctl}. */
  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }
}
