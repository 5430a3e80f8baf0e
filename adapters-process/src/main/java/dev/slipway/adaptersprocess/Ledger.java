package dev.slipway.adaptersprocess;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What was started, on disk: one small file for each start of a child, written and forced down
 * before the child may do anything, and deleted when it has ended with all its family. Thread-safe.
 */
final class Ledger {

  private static final String ENDING = ".properties";

  private final Path folder;

  /**
   * One start of a child.
   *
   * @param mark names the start; it is in the environment of the child and its family
   * @param pid its number; empty when the file could not be read any more
   * @param startedAt when the machine says that it was started
   * @param what what runs, for people
   */
  record Entry(String mark, Optional<Long> pid, Optional<Instant> startedAt, String what) {

    /** The process that was started, if it is still there: the same one, not its number alone. */
    Optional<ProcessHandle> process() {
      return pid.flatMap(ProcessHandle::of).filter(this::isSame);
    }

    private boolean isSame(ProcessHandle process) {
      // The machine counts from its own start; a clock that was set since moves all such times.
      return (startedAt.isPresent() && Processes.startedAt(process).equals(startedAt))
          || Processes.hasMark(process.pid(), mark);
    }
  }

  Ledger(Path folder) {
    this.folder = folder;
  }

  /** Writes a start down; when this returns, it survives the machine. */
  void write(Entry entry) throws IOException {
    var properties = new Properties();
    entry.pid().ifPresent(pid -> properties.setProperty("pid", Long.toString(pid)));
    entry.startedAt().ifPresent(at -> properties.setProperty("started_at", at.toString()));
    properties.setProperty("what", entry.what());
    var text = new StringWriter();
    properties.store(text, null);
    var unfinished = folder.resolve(entry.mark() + ".unfinished");
    try (var file =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    Files.move(unfinished, file(entry.mark()), StandardCopyOption.ATOMIC_MOVE);
    force(folder);
  }

  /** Forgets a start. */
  void forget(String mark) throws IOException {
    Files.deleteIfExists(file(mark));
  }

  /** Every start that was not forgotten. */
  List<Entry> entries() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).map(Ledger::read).toList();
    }
  }

  private static Entry read(Path file) {
    var name = file.getFileName().toString();
    var mark = name.substring(0, name.length() - ENDING.length());
    try {
      var properties = new Properties();
      properties.load(new StringReader(Files.readString(file)));
      return new Entry(
          mark,
          Optional.ofNullable(properties.getProperty("pid")).map(Long::parseLong),
          Optional.ofNullable(properties.getProperty("started_at")).map(Instant::parse),
          properties.getProperty("what", ""));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      // The mark is enough to find whoever has it.
      return new Entry(mark, Optional.empty(), Optional.empty(), "");
    }
  }

  private Path file(String mark) {
    return folder.resolve(mark + ENDING);
  }

  private static void force(Path folder) throws IOException {
    try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
