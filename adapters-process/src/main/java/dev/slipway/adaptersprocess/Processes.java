package dev.slipway.adaptersprocess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Processes of this machine: who belongs to a child of ours, and how to end all of them.
 *
 * <p>A child's family is the child, whatever descends from it, and whatever was started by one of
 * these and left its parents, which is told by the mark in its environment: every start of a child
 * has its own. Environments can be read where there is {@code /proc}; elsewhere those that left
 * their parents are not found. Neither is one that wiped its environment as well.
 *
 * <p>A process handle knows when its process was started, so that none here ends a process that
 * merely got the same number later.
 */
final class Processes {

  /** The name of the mark. */
  static final String MARK = "SLIPWAY_INSTANCE";

  private static final Path PROC = Path.of("/proc");
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  /** How long the dying may take once they were killed; only the kernel decides then. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Processes() {}

  /** When a process was started, as far as the machine tells. */
  static Optional<Instant> startedAt(ProcessHandle process) {
    return process.info().startInstant();
  }

  /** Whether a process is there and is no corpse that nobody took away. */
  static boolean isAlive(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  /**
   * Ends a family: asks everybody to end, waits, and kills whoever is left. An interrupted thread
   * waits no longer before it kills, and stays interrupted.
   *
   * @param leader the child, if it is still known
   * @param mark the mark of its start
   * @param grace how long it may take to end by itself
   * @return whether nobody is left
   */
  static boolean end(Optional<ProcessHandle> leader, String mark, Duration grace) {
    var family = new LinkedHashSet<ProcessHandle>();
    leader.ifPresent(family::add);
    grow(family, mark);
    if (!grace.isZero()) {
      family.forEach(ProcessHandle::destroy);
      var until = System.nanoTime() + grace.toNanos();
      while (anyAlive(family)
          && System.nanoTime() < until
          && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
    var until = System.nanoTime() + PATIENCE.toNanos();
    do {
      grow(family, mark);
      if (!anyAlive(family)) {
        return true;
      }
      family.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    } while (System.nanoTime() < until);
    return false;
  }

  private static boolean anyAlive(Set<ProcessHandle> family) {
    family.removeIf(process -> !isAlive(process));
    return !family.isEmpty();
  }

  private static void grow(Set<ProcessHandle> family, String mark) {
    for (var member : Set.copyOf(family)) {
      member.descendants().forEach(family::add);
    }
    family.addAll(marked(mark));
    family.remove(ProcessHandle.current());
  }

  /** Every process that has a mark in its environment, as far as this machine tells. */
  static Set<ProcessHandle> marked(String mark) {
    var found = new LinkedHashSet<ProcessHandle>();
    if (!Files.isDirectory(PROC)) {
      return found;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var process : all) {
        pid(process)
            .filter(pid -> hasMark(pid, mark))
            .flatMap(ProcessHandle::of)
            .filter(handle -> hasMark(handle.pid(), mark))
            .ifPresent(found::add);
      }
    } catch (IOException e) {
      // What is not told cannot be known; the handles of those that are known remain.
      return found;
    }
    return found;
  }

  /** Whether a process has a mark in its environment. */
  static boolean hasMark(long pid, String mark) {
    try {
      var environment = Files.readAllBytes(PROC.resolve(pid + "/environ"));
      return contains(environment, (MARK + "=" + mark + "\0").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // Gone, or somebody else's: not ours.
      return false;
    }
  }

  private static boolean contains(byte[] environment, byte[] entry) {
    for (int at = 0; at + entry.length <= environment.length; at++) {
      var starts = at == 0 || environment[at - 1] == 0;
      if (starts && Arrays.equals(environment, at, at + entry.length, entry, 0, entry.length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isZombie(long pid) {
    try {
      var stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      // "PID (NAME) STATE …", where the name may hold anything.
      int state = stat.lastIndexOf(')') + 2;
      return state < stat.length() && (stat.charAt(state) == 'Z' || stat.charAt(state) == 'X');
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Long> pid(Path folder) {
    try {
      return Optional.of(Long.parseLong(folder.getFileName().toString()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
