package dev.slipway.app.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.app.exit.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of what lives on this machine, owned by this process until it is closed. The operating
 * system forgets the ownership when the process dies, however it dies. Thread-safe.
 */
public final class DataFolder implements AutoCloseable {

  private static final String LOCK = "slipway.lock";
  private static final String HOLDER = "slipway.pid";

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Who owns a folder.
   *
   * @param pid of which process
   * @param command what it does: {@code serve}, {@code token}
   */
  public record Holder(long pid, String command) {

    /** Whether it is a server, which keeps the folder for long. */
    public boolean isServer() {
      return "serve".equals(command);
    }
  }

  /** What became of an attempt to own a folder. */
  public sealed interface Ownership {

    /** This process owns it. */
    record Owned(DataFolder folder) implements Ownership {}

    /** Another does; who is absent while it is only just beginning or ending. */
    record HeldBy(Optional<Holder> holder) implements Ownership {}
  }

  /**
   * Tries to own a folder, which is made (for this user alone) when it is not there.
   *
   * @param command what this process does, for others to read
   * @throws CommandFailed when it cannot be made or written
   */
  public static Ownership tryOwn(Path path, String command) {
    try {
      makePrivate(path);
      FileChannel channel =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel) == null) {
        channel.close();
        return new Ownership.HeldBy(holder(path));
      }
      Files.writeString(
          path.resolve(HOLDER), ProcessHandle.current().pid() + " " + command + "\n", UTF_8);
      return new Ownership.Owned(new DataFolder(path, channel));
    } catch (IOException e) {
      throw CommandFailed.refused(
          "The data folder %s cannot be written (%s). Choose another one by --data."
              .formatted(path, e.getClass().getSimpleName()),
          e);
    }
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very process owns it already
    }
  }

  private static void makePrivate(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** The lock is never read: closing any descriptor of it would give it up. */
  private static Optional<Holder> holder(Path path) throws IOException {
    if (!Files.exists(path.resolve(HOLDER))) {
      return Optional.empty();
    }
    String[] words = Files.readString(path.resolve(HOLDER), UTF_8).strip().split(" ", 2);
    if (words.length != 2 || !words[0].matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    long pid = Long.parseLong(words[0]);
    // A name that a killed process left is not the present holder's.
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
        ? Optional.of(new Holder(pid, words[1]))
        : Optional.empty();
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Gives the folder up; what is in it stays. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(path.resolve(HOLDER));
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The data folder " + path + " cannot be given up", e);
    }
  }
}
