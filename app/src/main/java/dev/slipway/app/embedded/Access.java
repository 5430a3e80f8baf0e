package dev.slipway.app.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.app.exit.CommandFailed;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/**
 * How to reach an embedded PostgreSQL. Kept beside it in a file that only its user may read, so
 * that {@code token} can join a running one.
 *
 * @param port on the loopback address
 * @param password of its only user
 */
public record Access(int port, String password) {

  /** Where it listens. */
  public static final String HOST = "127.0.0.1";

  /** Its only user. */
  public static final String USER = "slipway";

  /** The database. */
  public static final String DATABASE = "postgres";

  /** As a URL, password included. */
  public String url() {
    return "postgresql://%s:%s@%s:%d/%s".formatted(USER, password, HOST, port, DATABASE);
  }

  @Override
  public String toString() {
    return "Access[port=" + port + ", password withheld]";
  }

  /** Keeps this in a file of mode 0600, which is whole at every moment. */
  void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("host", HOST);
    properties.setProperty("port", Integer.toString(port));
    properties.setProperty("database", DATABASE);
    properties.setProperty("user", USER);
    properties.setProperty("password", password);
    StringWriter text = new StringWriter();
    properties.store(text, "How to reach the embedded PostgreSQL beside this file.");
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, text.toString(), UTF_8);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Reads what was kept; absent when nothing was. */
  static Optional<Access> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
      properties.load(reader);
    }
    String port = properties.getProperty("port", "");
    String password = properties.getProperty("password", "");
    if (!port.matches("[0-9]{1,5}") || password.isEmpty()) {
      throw CommandFailed.refused(
          file + " does not say how to reach the embedded PostgreSQL: no port or no password.");
    }
    return Optional.of(new Access(Integer.parseInt(port), password));
  }
}
