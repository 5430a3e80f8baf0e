package dev.slipway.app.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Serves wheels over HTTPS on loopback. Thread-safe. */
final class WheelShelf implements AutoCloseable {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final Map<String, byte[]> wheels = new ConcurrentHashMap<>();
  private final HttpsServer server;

  private WheelShelf(HttpsServer server) {
    this.server = server;
  }

  /** A shelf with wheels, on a free port. */
  static WheelShelf open(Certificate certificate, List<HelloWheel> wheels) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
    WheelShelf shelf = new WheelShelf(server);
    wheels.forEach(wheel -> shelf.wheels.put("/" + wheel.fileName(), wheel.bytes()));
    server.createContext("/", shelf::answer);
    server.setExecutor(task -> Thread.ofVirtual().name("wheel-shelf").start(task));
    server.start();
    return shelf;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] wheel = wheels.get(exchange.getRequestURI().getPath());
      if (wheel == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
      exchange.sendResponseHeaders(200, wheel.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(wheel);
      }
    }
  }

  /** The host and port, as {@code --allow-hosts} wants them. */
  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Where a wheel is. */
  String url(HelloWheel wheel) {
    return "https://" + authority() + "/" + wheel.fileName();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
