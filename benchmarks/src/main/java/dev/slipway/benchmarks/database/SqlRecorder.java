package dev.slipway.benchmarks.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.adapterspostgres.PostgresSettings.Tls;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a server and its database and writes down which SQL it runs, so that a measure
 * without the server runs the very same and nobody copies it. It reads PostgreSQL's protocol
 * (version 3, frontend) and changes nothing. Thread-safe.
 */
public final class SqlRecorder implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  private final PostgresSettings target;
  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<Said> said = new CopyOnWriteArrayList<>();
  private final Set<String> ready = ConcurrentHashMap.newKeySet();

  /** One statement that was run. */
  private record Said(int connection, String sql) {}

  private SqlRecorder(PostgresSettings target, ServerSocket listening) {
    this.target = target;
    this.listening = listening;
  }

  /** Stands before a database. */
  public static SqlRecorder before(PostgresSettings target) {
    try {
      var recorder =
          new SqlRecorder(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("sql-recorder").start(recorder::accept);
      return recorder;
    } catch (IOException e) {
      throw new UncheckedIOException("Listening before " + target, e);
    }
  }

  /** How to reach the database through this. */
  public PostgresSettings settings() {
    return new PostgresSettings(
        listening.getInetAddress().getHostAddress(),
        listening.getLocalPort(),
        target.database(),
        target.user(),
        target.password(),
        Tls.DISABLE,
        Optional.empty(),
        target.connections(),
        target.limits());
  }

  private void accept() {
    for (int number = 0; !listening.isClosed(); number++) {
      try {
        var client = listening.accept();
        var server = new Socket(target.host(), target.port());
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        int connection = number;
        Thread.ofVirtual()
            .start(() -> pass(client, server, () -> listen(connection, client, server)));
        Thread.ofVirtual()
            .start(
                () ->
                    pass(
                        server,
                        client,
                        () -> server.getInputStream().transferTo(client.getOutputStream())));
      } catch (SocketException e) {
        return; // closed
      } catch (IOException e) {
        throw new UncheckedIOException("Standing before " + target, e);
      }
    }
  }

  @FunctionalInterface
  private interface Passing {
    void run() throws IOException;
  }

  private static void pass(Socket from, Socket to, Passing passing) {
    try (from;
        to) {
      passing.run();
    } catch (EOFException | SocketException e) {
      return; // one side went away, and so does the other
    } catch (IOException e) {
      throw new UncheckedIOException("Passing on what was said to a database", e);
    }
  }

  private void listen(int connection, Socket client, Socket server) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(client.getInputStream(), BUFFER));
    var out = server.getOutputStream();
    Map<String, String> prepared = new HashMap<>();
    out.write(read(in, new byte[0]).bytes);
    while (true) {
      byte type = in.readByte();
      // Noted before it is passed on: whoever has an answer finds what was said for it.
      var message = read(in, new byte[] {type});
      switch (type) {
        case 'P' -> {
          var name = message.text();
          var sql = message.text();
          prepared.put(name, sql);
          ready.add(sql);
        }
        case 'B' -> {
          message.text(); // the portal
          said.add(new Said(connection, String.valueOf(prepared.get(message.text()))));
        }
        case 'Q' -> said.add(new Said(connection, message.text()));
        default -> {}
      }
      out.write(message.bytes);
    }
  }

  /** Reads one message, whose type was read already. */
  private static Message read(DataInputStream in, byte[] type) throws IOException {
    int length = in.readInt();
    var bytes = new byte[type.length + length];
    ByteBuffer.wrap(bytes).put(type).putInt(length);
    in.readFully(bytes, type.length + Integer.BYTES, length - Integer.BYTES);
    return new Message(bytes, type.length + Integer.BYTES);
  }

  /** A message that is read from left to right. */
  private static final class Message {
    private final byte[] bytes;
    private int at;

    Message(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    /** The text up to the next zero byte. */
    String text() {
      int from = at;
      int end = from;
      while (bytes[end] != 0) {
        end++;
      }
      at = end + 1;
      return new String(bytes, from, end - from, UTF_8);
    }
  }

  /** Forgets what was said so far. */
  public void forget() {
    said.clear();
  }

  /** Every statement that was prepared up to now, on whatever connection, run or not. */
  public Set<String> prepared() {
    return Set.copyOf(ready);
  }

  /**
   * The first statement that was run and holds a text. Where nothing else was under way when what
   * was said before was forgotten, it is the operation's own: what a server does because of an
   * operation comes after it.
   *
   * @throws IllegalStateException when there is none
   */
  public String statement(String holding) {
    return said.stream()
        .map(Said::sql)
        .filter(sql -> sql.contains(holding))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No statement holds «%s»; heard: %s".formatted(holding, said)));
  }

  /**
   * What the first flight that holds a text sends from BEGIN to COMMIT, in its order.
   *
   * @param holding what one of its statements holds
   * @throws IllegalStateException when there is none
   */
  public List<String> transaction(String holding) {
    var flights = new ArrayList<List<String>>();
    Map<Integer, List<String>> latest = new HashMap<>();
    for (var one : said) {
      var flight = latest.getOrDefault(one.connection(), List.of());
      if (one.sql().equals("BEGIN")) {
        flight = new ArrayList<>(List.of(one.sql()));
        latest.put(one.connection(), flight);
        flights.add(flight);
      } else if (!flight.isEmpty() && !flight.contains("COMMIT")) {
        flight.add(one.sql());
      }
    }
    return flights.stream()
        .filter(flight -> flight.stream().anyMatch(sql -> sql.contains(holding)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No transaction holds «%s»; heard: %s".formatted(holding, said)));
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Leaving " + target, e);
    }
  }
}
