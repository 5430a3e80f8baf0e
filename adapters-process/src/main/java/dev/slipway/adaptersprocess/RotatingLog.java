package dev.slipway.adaptersprocess;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * What a rollout printed, of which at least the last so many bytes are kept, and at most twice as
 * many: when a file is full it becomes {@code FILE.1}, in place of the one before. Output that the
 * disk does not take is dropped, because a child must never wait for its log. Thread-safe.
 */
final class RotatingLog implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(RotatingLog.class.getName());

  private final Path file;
  private final long limit;
  private OutputStream out = OutputStream.nullOutputStream();
  private long written;
  private boolean broken;
  private boolean closed;

  RotatingLog(Path file, long limit) {
    this.file = file;
    this.limit = limit;
  }

  /** Opens the file behind what it holds already; its folder must be there. */
  synchronized void open() throws IOException {
    written = Files.exists(file) ? Files.size(file) : 0;
    out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** A line of ours. */
  void note(Instant at, String text) {
    var line = ("[slipway " + at + "] " + text + "\n").getBytes(StandardCharsets.UTF_8);
    write(line, line.length);
  }

  /** The first bytes of a buffer. */
  synchronized void write(byte[] bytes, int length) {
    if (closed) {
      return;
    }
    try {
      int from = 0;
      while (from < length) {
        if (written >= limit) {
          rotate();
        }
        int part = (int) Math.min(length - from, limit - written);
        out.write(bytes, from, part);
        written += part;
        from += part;
      }
      broken = false;
    } catch (IOException e) {
      if (!broken) {
        LOG.log(System.Logger.Level.WARNING, "Output cannot be written to " + file, e);
      }
      broken = true;
    }
  }

  private void rotate() throws IOException {
    out.close();
    Files.move(
        file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    written = 0;
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Closing " + file + " failed", e);
    }
  }
}
