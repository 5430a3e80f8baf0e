package dev.slipway.adaptersprocess;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.installation.DeploymentName;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where everything lies. All of it is the server's own: nobody else may look into it. */
final class Folders {

  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");
  private static final int HASH = 10;

  private final Path root;

  private Folders(Path root) {
    this.root = root;
  }

  /** Makes what is missing. */
  static Folders under(Path root) throws IOException {
    var folders = new Folders(root.toAbsolutePath().normalize());
    for (var folder :
        List.of(
            folders.root,
            folders.processes(),
            folders.wheels(),
            folders.incoming(),
            folders.rollouts(),
            folders.logs())) {
      make(folder);
    }
    return folders;
  }

  Path root() {
    return root;
  }

  /** Taken by the server that uses all this. */
  Path lock() {
    return root.resolve("lock");
  }

  /** Names the server that used all this last. */
  Path owner() {
    return root.resolve("owner");
  }

  Path processes() {
    return root.resolve("processes");
  }

  Path wheels() {
    return root.resolve("wheels");
  }

  /** Wheels that are not here yet. */
  Path incoming() {
    return root.resolve("incoming");
  }

  Path rollouts() {
    return root.resolve("rollouts");
  }

  Path logs() {
    return root.resolve("logs");
  }

  /** A new folder for one life of a rollout. */
  Path newSeat(InstallationId id, Incarnation incarnation, long rollout) throws IOException {
    var seat = rollouts().resolve(name(id, incarnation)).resolve(rollout + "-" + UUID.randomUUID());
    make(seat);
    return seat;
  }

  /** What an incarnation's rollouts printed. */
  Path logs(InstallationId id, Incarnation incarnation) {
    return logs().resolve(name(id, incarnation));
  }

  /** Everything of an incarnation. */
  List<Path> of(InstallationId id, Incarnation incarnation) {
    return List.of(rollouts().resolve(name(id, incarnation)), logs(id, incarnation));
  }

  /** Readable, and no other incarnation's, also where files do not know upper from lower case. */
  private static String name(InstallationId id, Incarnation incarnation) {
    var all = id.organization().value() + "/" + id.provider().canonical() + "/" + incarnation;
    return DeploymentName.of(id.provider())
        + "-"
        + Sha256.of(all.getBytes(StandardCharsets.UTF_8)).hex().substring(0, HASH);
  }

  static void make(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, OURS);
    }
  }

  /** Deletes a folder and all in it, following no link; does nothing when it is not there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(folder, new Deleting());
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      // A child may have made a folder of its own read-only.
      make(folder);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      var locked =
          Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
              && !(Files.isReadable(file) && Files.isExecutable(file));
      if (!locked) {
        throw failure;
      }
      make(file);
      Files.walkFileTree(file, this);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
