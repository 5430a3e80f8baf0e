package dev.slipway.adaptershttp.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A client that sends whatever it is told, byte for byte, and sees when the server hangs up. */
final class RawClient implements AutoCloseable {

  /** No answer takes longer in a test. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int RECEIVE_BUFFER = 64 * 1024;

  private final Socket socket;
  private final InputStream in;

  RawClient(URI server) throws IOException {
    socket = new Socket();
    // Little is held for a client that does not read, whatever the system would hold by itself.
    socket.setReceiveBufferSize(RECEIVE_BUFFER);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  /** What came back. */
  record Reply(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends in pieces until the server hangs up or all is sent. */
  boolean sendAll(String piece, int times) {
    try {
      for (int i = 0; i < times; i++) {
        send(piece);
      }
      return true;
    } catch (IOException hungUp) {
      return false;
    }
  }

  Reply reply() throws IOException {
    return reply(true);
  }

  Reply replyToHead() throws IOException {
    return reply(false);
  }

  private Reply reply(boolean hasBody) throws IOException {
    var statusLine = line();
    int status = Integer.parseInt(statusLine.substring(9, 12));
    var headers = new LinkedHashMap<String, String>();
    for (var header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = hasBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException(
          "The server hung up after " + bytes.length + " of " + length + " bytes");
    }
    var body = new String(bytes, StandardCharsets.UTF_8);
    return new Reply(status, headers, body);
  }

  /** Reads until the server hangs up in the middle of an answer. */
  void readAll() throws IOException {
    var reply = reply();
    throw new AssertionError("The answer came whole: " + reply.status());
  }

  /** Whether the server hangs up without another byte. */
  boolean isHungUp() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("The server hung up after: " + line);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
