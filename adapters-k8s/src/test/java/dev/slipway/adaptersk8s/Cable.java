package dev.slipway.adaptersk8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a server that can be cut: every connection through it ends, and none begins. */
final class Cable implements AutoCloseable {

  private final InetSocketAddress server;
  private final ServerSocket entry;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private final AtomicInteger ended = new AtomicInteger();
  private volatile boolean cut;

  Cable(InetSocketAddress server) {
    this.server = server;
    try {
      entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().start(this::accept);
  }

  int port() {
    return entry.getLocalPort();
  }

  void cut() {
    cut = true;
    ends.forEach(Cable::close);
    ends.clear();
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    while (!entry.isClosed()) {
      try {
        var near = entry.accept();
        if (cut) {
          close(near);
        } else {
          join(near);
        }
      } catch (IOException e) {
        // The entry was closed, or the server does not answer: as a cable that leads nowhere.
        ended.incrementAndGet();
      }
    }
  }

  private void join(Socket near) throws IOException {
    var far = new Socket();
    far.connect(server);
    ends.add(near);
    ends.add(far);
    Thread.ofVirtual().start(() -> pump(near, far));
    Thread.ofVirtual().start(() -> pump(far, near));
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Cut.
      ended.incrementAndGet();
    } finally {
      ends.remove(from);
      ends.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      entry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
