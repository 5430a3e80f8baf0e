package dev.slipway.adaptersprocess;

import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.ports.driven.wheel.Wheels;
import dev.slipway.ports.driven.wheel.Wheels.Fetched;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Wheels on this machine. One whose digest is known is fetched once and kept for those who want it
 * next, as long as it is among those used last; its digest is computed again at every use. Whoever
 * runs a wheel has a link of its own, so that nothing is taken from under its feet. Thread-safe.
 */
final class Shelf {

  private static final System.Logger LOG = System.getLogger(Shelf.class.getName());
  private static final int KEPT = 32;
  private static final String ENDING = ".whl";

  private final Folders folders;
  private final Wheels wheels;
  private final InstantSource clock;

  /** Held while files are linked and deleted, never while they are fetched. */
  private final ReentrantLock tidying = new ReentrantLock();

  Shelf(Folders folders, Wheels wheels, InstantSource clock) {
    this.folders = folders;
    this.wheels = wheels;
    this.clock = clock;
  }

  /** What became of it. */
  sealed interface Placed {

    /** The wheel lies there, and has this digest. */
    record Here(Path wheel, Sha256 digest) implements Placed {}

    /** It could not be had; the reason is for the tenant. */
    record Refused(String reason) implements Placed {}
  }

  /** Places a wheel into a folder, under its own name. */
  Placed place(WheelContent content, Path seat) throws IOException {
    var target = seat.resolve(content.wheelUrl().wheelName().fileName());
    if (content.sha256().isEmpty()) {
      return switch (wheels.download(content.wheelUrl(), target)) {
        case Fetched.Read(var digest, var bytes) -> new Placed.Here(target, digest);
        case Fetched.Unreachable(var reason) -> unreachable(reason);
        case Fetched.TooLarge(var limit) -> tooLarge(limit);
      };
    }
    var digest = content.sha256().get();
    var kept = folders.wheels().resolve(digest.hex() + ENDING);
    if (!isSound(kept, digest)) {
      var incoming = folders.incoming().resolve(UUID.randomUUID() + ENDING);
      switch (wheels.download(content.wheelUrl(), incoming)) {
        case Fetched.Read(var found, var bytes) -> {
          if (!found.equals(digest)) {
            Files.delete(incoming);
            return new Placed.Refused(
                "The wheel's digest is " + found + ", not " + digest + " as published");
          }
          Files.move(incoming, kept, StandardCopyOption.ATOMIC_MOVE);
        }
        case Fetched.Unreachable(var reason) -> {
          return unreachable(reason);
        }
        case Fetched.TooLarge(var limit) -> {
          return tooLarge(limit);
        }
      }
    }
    tidying.lock();
    try {
      link(kept, target);
      Files.setLastModifiedTime(kept, FileTime.from(clock.instant()));
      tidy();
    } finally {
      tidying.unlock();
    }
    return new Placed.Here(target, digest);
  }

  private static Placed unreachable(String reason) {
    return new Placed.Refused("The wheel could not be fetched: " + reason);
  }

  private static Placed tooLarge(long limit) {
    return new Placed.Refused("The wheel is larger than " + limit + " bytes");
  }

  private static void link(Path kept, Path target) throws IOException {
    try {
      Files.createLink(target, kept);
    } catch (FileSystemException | UnsupportedOperationException e) {
      // Not every file system has links.
      Files.copy(kept, target);
    }
  }

  /** Deletes what was used longest ago. */
  private void tidy() throws IOException {
    List<Path> oldest;
    try (Stream<Path> files = Files.list(folders.wheels())) {
      oldest = files.sorted(Comparator.comparing(Shelf::lastUse).reversed()).skip(KEPT).toList();
    }
    for (var wheel : oldest) {
      Files.deleteIfExists(wheel);
    }
  }

  private static FileTime lastUse(Path wheel) {
    try {
      return Files.getLastModifiedTime(wheel);
    } catch (IOException e) {
      // Deleted meanwhile; as good as never used.
      return FileTime.fromMillis(0);
    }
  }

  /** Whether a wheel is there, and is what it was; a child may have written into its link. */
  private static boolean isSound(Path wheel, Sha256 digest) throws IOException {
    if (!Files.isRegularFile(wheel)) {
      return false;
    }
    try (var bytes = new DigestInputStream(Files.newInputStream(wheel), sha256())) {
      bytes.transferTo(OutputStream.nullOutputStream());
      var sound = Sha256.ofDigest(bytes.getMessageDigest().digest()).equals(digest);
      if (!sound) {
        LOG.log(System.Logger.Level.WARNING, "The kept wheel {0} was changed", digest);
      }
      return sound;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
