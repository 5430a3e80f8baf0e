package dev.slipway.adaptershttp.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A server on a loopback address that answers each path with the bytes of a script. It reads
 * requests from a connection until that ends. Thread-safe.
 */
public final class TestServer implements AutoCloseable {

  /** What is written on the connection for a request. */
  @FunctionalInterface
  public interface Script {
    void answer(Exchange exchange) throws IOException, InterruptedException;
  }

  /**
   * A request as it came, and the way back.
   *
   * @param target the path and query as they were written
   * @param headers by lower-case name
   * @param serverNames what the TLS handshake asked for
   * @param connection the number of its connection, from 1
   */
  public record Exchange(
      String target,
      Map<String, String> headers,
      List<String> serverNames,
      int connection,
      OutputStream out,
      Socket socket,
      TestServer server) {

    public void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Writes each of {@code lines} with the end of a line. */
    public void lines(String... lines) throws IOException {
      write(String.join("\r\n", lines) + "\r\n");
    }

    /** An answer whose Content-Length is right. */
    public void answer(String status, byte[] body, String... headers) throws IOException {
      write("HTTP/1.1 " + status + "\r\n");
      for (String header : headers) {
        write(header + "\r\n");
      }
      write("Content-Length: " + body.length + "\r\n\r\n");
      out.write(body);
      out.flush();
    }

    /** Ends the connection after what was written. */
    public void hangUp() throws IOException {
      socket.close();
    }

    /** Waits until the test is over, or {@code most} has passed. */
    public void wait(int most, TimeUnit unit) throws InterruptedException {
      boolean over = server.over.await(most, unit);
      if (over) {
        throw new InterruptedException("the test is over");
      }
    }
  }

  /** What is done with a new connection. */
  @FunctionalInterface
  private interface Welcome {
    void greet(Socket connection) throws IOException;
  }

  private final ServerSocket socket;
  private final Welcome welcome;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final List<Exchange> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  private TestServer(ServerSocket socket, Welcome welcome) {
    this.socket = socket;
    this.welcome = welcome;
    Thread.ofVirtual().name("test-server").start(this::accept);
  }

  /** A server at {@code address}, on the port {@code port} or, when that is 0, on a free one. */
  public static TestServer at(String address, int port, SSLContext tls) {
    try {
      ServerSocket socket = tls.getServerSocketFactory().createServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return new TestServer(socket, connection -> ((SSLSocket) connection).startHandshake());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** One without TLS, on a free port. */
  public static TestServer plainAt(String address) {
    return plainAt(address, connection -> {});
  }

  /** One that takes connections, listens, and says nothing. */
  public static TestServer silentAt(String address) {
    return plainAt(
        address,
        connection -> connection.getInputStream().transferTo(OutputStream.nullOutputStream()));
  }

  /** One without TLS that answers before it is asked. */
  static TestServer greetingAt(String address) {
    return plainAt(
        address,
        connection ->
            connection
                .getOutputStream()
                .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
  }

  private static TestServer plainAt(String address, Welcome welcome) {
    try {
      return new TestServer(new ServerSocket(0, 50, InetAddress.getByName(address)), welcome);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** All requests so far. */
  public List<Exchange> requests() {
    return requests;
  }

  /** How many connections were opened so far, with or without a request. */
  public int connections() {
    return connections.get();
  }

  /** Whether the first request comes in time. */
  public boolean awaitRequest(int most, TimeUnit unit) throws InterruptedException {
    return asked.await(most, unit);
  }

  /** Answers requests for {@code target} by {@code script}. */
  public TestServer on(String target, Script script) {
    scripts.put(target, script);
    return this;
  }

  private void accept() {
    while (true) {
      try {
        Socket connection = socket.accept();
        int number = connections.incrementAndGet();
        open.add(connection);
        Thread.ofVirtual().name("test-server-", number).start(() -> serve(connection, number));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection, int number) {
    try (connection) {
      welcome.greet(connection);
      List<String> names = serverNames(connection);
      var in = new BufferedInputStream(connection.getInputStream());
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        String[] words = line.split(" ", -1);
        if (words.length != 3) {
          throw new IOException("what came is not HTTP");
        }
        var exchange =
            new Exchange(
                words[1],
                headers(in),
                names,
                number,
                connection.getOutputStream(),
                connection,
                this);
        requests.add(exchange);
        asked.countDown();
        Script script = scripts.get(exchange.target());
        if (script == null) {
          exchange.answer("404 Not Found", new byte[0]);
        } else {
          script.answer(exchange);
        }
      }
    } catch (IOException | InterruptedException e) {
      // The client went away, or the test is over.
    } finally {
      open.remove(connection);
    }
  }

  private static List<String> serverNames(Socket connection) {
    if (!(connection instanceof SSLSocket tls)) {
      return List.of();
    }
    var names = new ArrayList<String>();
    for (var name : ((ExtendedSSLSession) tls.getSession()).getRequestedServerNames()) {
      if (name instanceof SNIHostName host) {
        names.add(host.getAsciiName());
      }
    }
    return names;
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    var headers = new TreeMap<String, String>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("what came is not HTTP");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    over.countDown();
    try {
      socket.close();
      for (Socket connection : open) {
        connection.close();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
