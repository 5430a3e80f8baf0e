package dev.slipway.adapterspostgres;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A wire between a store and its database that knows where a message of PostgreSQL's protocol ends,
 * and does to each what a test wants.
 */
final class Wire implements AutoCloseable {

  /** Which way a message goes. */
  enum Way {
    TO_SERVER,
    TO_CLIENT
  }

  /**
   * A message: one letter for its kind (blank for the first of a connection), and what it holds.
   */
  @SuppressWarnings("ArrayRecordComponent") // only carried, never compared
  record Packet(char kind, byte[] bytes) {

    /** Whether it is a command of this text. */
    boolean says(String sql) {
      return kind == 'Q'
          && new String(bytes, 5, bytes.length - 6, StandardCharsets.UTF_8).equals(sql);
    }

    /** Whether the server will say, once for each of these, that it has finished. */
    boolean asksToBeReady() {
      return kind == 'S' || kind == 'Q' || kind == ' ';
    }

    /** Whether the server says with it that it has finished what it was asked. */
    boolean isReady() {
      return kind == 'Z';
    }
  }

  /** Decides what becomes of each message. Called by the thread that carries it. */
  interface Handling {
    /** Handles one message; what is not passed on is gone. */
    void handle(Line line, Way way, Packet packet) throws IOException;
  }

  /** Passes everything on. */
  static final Handling PASS = Line::pass;

  private final ServerSocket door;
  private final int target;
  private final AtomicReference<Handling> handling = new AtomicReference<>(PASS);
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();

  private Wire(ServerSocket door, int target) {
    this.door = door;
    this.target = target;
  }

  /** A wire to a port of this machine. */
  static Wire to(int target) {
    try {
      var wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
      Thread.ofVirtual().start(wire::accept);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where stores connect to. */
  int port() {
    return door.getLocalPort();
  }

  /** What becomes of messages from now on. */
  void handle(Handling next) {
    handling.set(next);
  }

  /** Ends every connection, as a broken network does. */
  void cut() {
    List.copyOf(lines).forEach(Line::close);
  }

  private void accept() {
    try {
      while (true) {
        connect(door.accept());
      }
    } catch (IOException e) {
      close();
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      var line = new Line(client, new Socket(InetAddress.getLoopbackAddress(), target));
      lines.add(line);
      line.start();
    } catch (IOException e) {
      // A server that crashes may refuse, or reset what it has just taken; the next one is tried.
      client.close();
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  /** One connection over the wire. */
  final class Line implements Closeable {
    private final Socket client;
    private final Socket server;
    private volatile boolean listens;

    private Line(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    private void start() {
      Thread.ofVirtual().start(() -> carry(Way.TO_SERVER, client));
      Thread.ofVirtual().start(() -> carry(Way.TO_CLIENT, server));
    }

    private void carry(Way way, Socket from) {
      try {
        var in = new DataInputStream(new BufferedInputStream(from.getInputStream(), 1 << 16));
        boolean first = way == Way.TO_SERVER;
        while (true) {
          var packet = packet(in, first);
          first = false;
          listens |= packet.says("LISTEN slipway_outbox");
          handling.get().handle(this, way, packet);
        }
      } catch (IOException e) {
        close();
      }
    }

    private static Packet packet(DataInputStream in, boolean first) throws IOException {
      var bytes = new ByteArrayOutputStream();
      char kind = ' ';
      if (!first) {
        kind = (char) in.readUnsignedByte();
        bytes.write(kind);
      }
      int length = in.readInt();
      for (int shift = 24; shift >= 0; shift -= 8) {
        bytes.write(length >>> shift);
      }
      bytes.write(in.readNBytes(length - 4));
      return new Packet(kind, bytes.toByteArray());
    }

    /** Whether it is the one on which a store listens for messages. */
    boolean listens() {
      return listens;
    }

    /** Passes a message on. */
    void pass(Way way, Packet packet) throws IOException {
      pass(way, List.of(packet));
    }

    /** Passes messages on, together. */
    void pass(Way way, List<Packet> packets) throws IOException {
      var bytes = new ByteArrayOutputStream();
      for (Packet packet : new ArrayList<>(packets)) {
        bytes.write(packet.bytes());
      }
      OutputStream out = (way == Way.TO_SERVER ? server : client).getOutputStream();
      out.write(bytes.toByteArray());
      out.flush();
    }

    /** Ends the connection on both sides. */
    @Override
    public void close() {
      lines.remove(this);
      try {
        client.close();
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
