package dev.slipway.benchmarks.overload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.slipway.benchmarks.measure.Load;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many clients on one thread, each with a connection of its own that it opens anew when the server
 * closes it or is gone. Speaks HTTP/1.1 as far as our servers do. Not thread-safe, but for where it
 * goes.
 */
final class Crowd implements AutoCloseable {

  private static final int READ = 64 * 1024;
  private static final int HELD = 4 * 1024;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long RECONNECT = SECOND / 10;
  private static final long LAST_ANSWERS = 15 * SECOND;
  private static final int NO_CONTENT = 204;

  private final AtomicReference<URI> server;
  private final Selector selector;
  private final ArrayDeque<Client> free = new ArrayDeque<>();
  private final ArrayList<Client> away = new ArrayList<>();
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ);
  private int waiting;

  /** What is asked, and what is made of the answers. Called by one thread. */
  interface Traffic {

    /** The next request. */
    Request next();

    /**
     * An answer came.
     *
     * @param due when the request should have been sent, by {@link System#nanoTime}
     */
    void answered(Request request, Answer answer, long due);

    /** No answer came: the connection was closed or refused. */
    void lost(Request request);

    /** A request was due, and no client was free to send it. */
    void held();
  }

  /**
   * A request.
   *
   * @param text as it stands on the wire, ASCII
   * @param subject what to remember about it
   */
  record Request(String text, Object subject) {}

  /**
   * An answer.
   *
   * @param status its status
   * @param retryAfter whether it says when to come back
   */
  record Answer(int status, boolean retryAfter) {}

  private static final class Client {
    private @Nullable SocketChannel channel;
    private @Nullable Request asked;
    private byte[] held = new byte[HELD];
    private int length;
    private long due;
    private long awayUntil;
  }

  Crowd(URI server, int many) {
    this.server = new AtomicReference<>(server);
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("Opening a selector", e);
    }
    for (int i = 0; i < many; i++) {
      free.add(new Client());
    }
  }

  /** From now on all go to another server. */
  void goTo(URI address) {
    server.set(address);
  }

  /**
   * Asks for a while.
   *
   * @param perSecond how many requests begin each second whatever becomes of them; 0: each client
   *     asks again when it is answered
   */
  void ask(double perSecond, Duration time, Traffic traffic) throws IOException {
    double pause = perSecond > 0 ? SECOND / perSecond : 0;
    long start = System.nanoTime();
    long until = start + time.toNanos();
    for (long turn = 0; ; ) {
      long now = System.nanoTime();
      boolean over = now - until >= 0;
      comeBack(now);
      while (!over && pause == 0 && !free.isEmpty()) {
        send(free.remove(), traffic, now);
      }
      for (; !over && pause > 0 && start + (long) (pause * turn) - now <= 0; turn++) {
        if (free.isEmpty()) {
          traffic.held();
        } else {
          send(free.remove(), traffic, start + (long) (pause * turn));
        }
      }
      if (over && (waiting == 0 || now - until > LAST_ANSWERS)) {
        return;
      }
      look(
          pause > 0 && !over ? start + (long) (pause * turn) - System.nanoTime() : SECOND / 20,
          traffic);
    }
  }

  /** Asks each of these once, as many at a time as there are clients. */
  void askEach(List<Request> requests, Consumer<Request> notAnswered) throws IOException {
    var left = requests.iterator();
    var traffic =
        new Traffic() {
          @Override
          public Request next() {
            return left.next();
          }

          @Override
          public void answered(Request request, Answer answer, long due) {
            if (answer.status() / 100 != 2) {
              notAnswered.accept(request);
            }
          }

          @Override
          public void lost(Request request) {
            notAnswered.accept(request);
          }

          @Override
          public void held() {}
        };
    while (left.hasNext() || waiting > 0) {
      comeBack(System.nanoTime());
      while (left.hasNext() && !free.isEmpty()) {
        send(free.remove(), traffic, System.nanoTime());
      }
      look(SECOND / 20, traffic);
    }
  }

  private void look(long atMost, Traffic traffic) throws IOException {
    Load.await(selector, Math.min(atMost, SECOND / 20));
    var ready = selector.selectedKeys();
    for (var key : ready) {
      read((Client) key.attachment(), traffic);
    }
    ready.clear();
  }

  private void comeBack(long now) {
    if (!away.isEmpty()) {
      away.removeIf(
          client -> {
            boolean back = client.awayUntil - now <= 0;
            if (back) {
              free.add(client);
            }
            return back;
          });
    }
  }

  private void send(Client client, Traffic traffic, long due) throws IOException {
    var request = traffic.next();
    client.asked = request;
    client.due = due;
    client.length = 0;
    waiting++;
    try {
      var channel = client.channel;
      if (channel == null) {
        var address = server.get();
        channel = SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, client);
        client.channel = channel;
      }
      var bytes = ByteBuffer.wrap(request.text().getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      // Refused or broken: as every client would, it notes that and tries again a little later.
      lose(client, traffic);
    }
  }

  private void lose(Client client, Traffic traffic) throws IOException {
    var channel = client.channel;
    if (channel != null) {
      channel.close();
      client.channel = null;
    }
    var asked = client.asked;
    if (asked != null) {
      waiting--;
      client.asked = null;
      client.awayUntil = System.nanoTime() + RECONNECT;
      away.add(client);
      traffic.lost(asked);
    }
  }

  private void read(Client client, Traffic traffic) throws IOException {
    var channel = client.channel;
    if (channel == null) {
      return;
    }
    in.clear();
    int count;
    try {
      count = channel.read(in);
    } catch (IOException e) {
      count = -1;
    }
    if (count < 0) {
      lose(client, traffic);
      return;
    }
    in.flip();
    if (client.length + count > client.held.length) {
      client.held = Arrays.copyOf(client.held, 2 * (client.length + count));
    }
    in.get(client.held, client.length, count);
    client.length += count;
    var asked = client.asked;
    int end = headersEnd(client);
    if (asked == null || end < 0) {
      return;
    }
    var headers = new String(client.held, 0, end, US_ASCII).toLowerCase(Locale.ROOT);
    int status = Integer.parseInt(headers.substring(9, 12));
    int body = status == NO_CONTENT ? 0 : Integer.parseInt(header(headers, "content-length:"));
    if (client.length < end + body) {
      return;
    }
    waiting--;
    client.asked = null;
    client.length = 0;
    if (header(headers, "connection:").equals("close")) {
      channel.close();
      client.channel = null;
    }
    free.add(client);
    traffic.answered(
        asked, new Answer(status, !header(headers, "retry-after:").isEmpty()), client.due);
  }

  private static int headersEnd(Client client) {
    for (int i = 3; i < client.length; i++) {
      if (client.held[i] == '\n' && client.held[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static String header(String headers, String name) {
    int at = headers.indexOf("\r\n" + name);
    return at < 0
        ? ""
        : headers.substring(at + 2 + name.length(), headers.indexOf('\r', at + 2)).strip();
  }

  @Override
  public void close() {
    try {
      for (var key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Closing connections", e);
    }
  }
}
