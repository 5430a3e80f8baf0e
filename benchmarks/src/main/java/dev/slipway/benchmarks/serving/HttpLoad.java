package dev.slipway.benchmarks.serving;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.slipway.benchmarks.measure.Load;
import dev.slipway.benchmarks.measure.Measured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;
import org.HdrHistogram.Histogram;

/**
 * A client that costs little: connections that stay open, one request on each at a time, all of
 * them served by the one thread that calls. It knows HTTP/1.1 as far as our servers speak it:
 * answers with a {@code Content-Length}, or without a body. Not thread-safe.
 */
public final class HttpLoad implements AutoCloseable {

  private static final int READ = 64 * 1024;
  private static final long LAST_ANSWERS_NANOS = Duration.ofSeconds(15).toNanos();
  private static final int NO_CONTENT = 204;

  private final Selector selector;
  private final Connection[] connections;
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ);

  /** What is asked, and whether the answer is right. Called by one thread. */
  public interface Traffic {

    /** The next request of a connection, whole, as it stands on the wire. */
    byte[] next(int connection);

    /**
     * Judges an answer.
     *
     * @param connection whose
     * @param status its status
     */
    default boolean right(int connection, int status) {
      return status >= 200 && status < 300;
    }
  }

  private static final class Connection {
    private final int number;
    private final SocketChannel channel;
    private byte[] held = new byte[READ];
    private int length;
    private long begun;

    Connection(int number, SocketChannel channel) {
      this.number = number;
      this.channel = channel;
    }
  }

  /** Opens connections. */
  public HttpLoad(URI address, int many) {
    try {
      this.selector = Selector.open();
      this.connections = new Connection[many];
      for (int i = 0; i < many; i++) {
        var channel =
            SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        connections[i] = new Connection(i, channel);
        channel.register(selector, SelectionKey.OP_READ, connections[i]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Connecting to " + address, e);
    }
  }

  /** A request with a bearer token and without a body. */
  public static byte[] get(String path, String token) {
    return ("GET "
            + path
            + " HTTP/1.1\r\nHost: slipway\r\nAuthorization: Bearer "
            + token
            + "\r\n\r\n")
        .getBytes(US_ASCII);
  }

  /** A request with a bearer token and a body of JSON, of ASCII alone. */
  public static byte[] post(String path, String token, String json) {
    return ("POST "
            + path
            + " HTTP/1.1\r\nHost: slipway\r\nAuthorization: Bearer "
            + token
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + json.length()
            + "\r\n\r\n"
            + json)
        .getBytes(US_ASCII);
  }

  /** The closed loop: each connection asks again when it is answered. */
  public Measured closed(String name, Duration warmup, Duration time, Traffic traffic) {
    return run(name, warmup, time, traffic, 0);
  }

  /**
   * The open loop: so many requests a second, whatever becomes of them. Latency counts from when a
   * request was due, also when no connection was free then.
   */
  public Measured open(
      String name, double perSecond, Duration warmup, Duration time, Traffic traffic) {
    return run(name, warmup, time, traffic, 1e9 / perSecond);
  }

  private Measured run(String name, Duration warmup, Duration time, Traffic traffic, double pause) {
    var loop = new Loop(traffic, System.nanoTime(), warmup, time, pause);
    try {
      loop.run();
    } catch (IOException e) {
      throw new UncheckedIOException("Asking for " + name, e);
    }
    return new Measured(name, loop.right, loop.wrong, time, loop.nanos);
  }

  /** One measure. */
  private final class Loop {
    private final Traffic traffic;
    private final long start;
    private final long from;
    private final long until;
    private final double pause;
    private final Histogram nanos = Load.histogram();
    private final Queue<Connection> free = new ArrayDeque<>();
    private long right;
    private long wrong;
    private long sent;
    private int waiting;

    Loop(Traffic traffic, long start, Duration warmup, Duration time, double pause) {
      this.traffic = traffic;
      this.start = start;
      this.from = start + warmup.toNanos();
      this.until = from + time.toNanos();
      this.pause = pause;
    }

    void run() throws IOException {
      free.addAll(Arrays.asList(connections));
      while (true) {
        long now = System.nanoTime();
        sendWhatIsDue(now);
        if (now - until >= 0 && (waiting == 0 || now - until > LAST_ANSWERS_NANOS)) {
          return;
        }
        if (pause > 0 && !free.isEmpty()) {
          Load.await(selector, start + (long) (pause * sent) - System.nanoTime());
        } else {
          selector.select(100);
        }
        var ready = selector.selectedKeys();
        for (var key : ready) {
          read((Connection) key.attachment());
        }
        ready.clear();
      }
    }

    private void sendWhatIsDue(long now) throws IOException {
      while (!free.isEmpty() && now - until < 0) {
        long due = pause > 0 ? start + (long) (pause * sent) : now;
        if (due - now > 0) {
          return;
        }
        send(free.remove(), due);
      }
    }

    private void send(Connection connection, long due) throws IOException {
      sent++;
      waiting++;
      connection.begun = due;
      var bytes = ByteBuffer.wrap(traffic.next(connection.number));
      while (bytes.hasRemaining()) {
        connection.channel.write(bytes);
      }
    }

    private void read(Connection connection) throws IOException {
      in.clear();
      int count = connection.channel.read(in);
      if (count < 0) {
        throw new IOException("the server closed connection " + connection.number);
      }
      in.flip();
      if (connection.length + count > connection.held.length) {
        connection.held =
            Arrays.copyOf(
                connection.held, Math.max(2 * connection.held.length, connection.length + count));
      }
      in.get(connection.held, connection.length, count);
      connection.length += count;
      int status = status(connection);
      if (status > 0) {
        answered(connection, status);
      }
    }

    private void answered(Connection connection, int status) throws IOException {
      long now = System.nanoTime();
      connection.length = 0;
      waiting--;
      if (now - from >= 0 && now - until < 0) {
        if (traffic.right(connection.number, status)) {
          right++;
          nanos.recordValue(Math.min(now - connection.begun, nanos.getHighestTrackableValue()));
        } else {
          wrong++;
        }
      }
      if (pause == 0 && now - until < 0) {
        send(connection, now);
      } else {
        free.add(connection);
      }
    }
  }

  /** The status of an answer that is whole, or 0. */
  private static int status(Connection connection) {
    int end = headersEnd(connection);
    if (end < 0) {
      return 0;
    }
    var held = connection.held;
    int status = (held[9] - '0') * 100 + (held[10] - '0') * 10 + (held[11] - '0');
    int body = status == NO_CONTENT ? 0 : contentLength(held, end);
    return connection.length >= end + body ? status : 0;
  }

  private static int headersEnd(Connection connection) {
    for (int i = 3; i < connection.length; i++) {
      if (connection.held[i] == '\n'
          && connection.held[i - 1] == '\r'
          && connection.held[i - 2] == '\n'
          && connection.held[i - 3] == '\r') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int contentLength(byte[] held, int end) {
    var headers = new String(held, 0, end, US_ASCII).toLowerCase(Locale.ROOT);
    int at = headers.indexOf("content-length:");
    if (at < 0) {
      throw new IllegalStateException("An answer without a length: " + headers);
    }
    int line = headers.indexOf('\r', at);
    return Integer.parseInt(headers.substring(at + "content-length:".length(), line).strip());
  }

  @Override
  public void close() {
    try {
      for (var connection : connections) {
        connection.channel.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Closing connections", e);
    }
  }
}
