package dev.slipway.app.server;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How providers on this machine reach the server: known only once it listens, which is after they
 * were wired. Whoever asks before waits. Thread-safe.
 */
final class OwnAddress {

  private final CompletableFuture<URI> known = new CompletableFuture<>();
  private final Optional<URI> publicUrl;

  OwnAddress(Optional<URI> publicUrl) {
    this.publicUrl = publicUrl;
  }

  /** The server listens. */
  void becomes(URI listening) {
    known.complete(publicUrl.orElseGet(() -> reachable(listening)));
  }

  /** Where to reach it. */
  URI await() {
    return known.join();
  }

  /** Who listens everywhere is reached on loopback. */
  private static URI reachable(URI listening) {
    return switch (listening.getHost()) {
      case "0.0.0.0" -> URI.create("http://127.0.0.1:" + listening.getPort());
      case "[::]" -> URI.create("http://[::1]:" + listening.getPort());
      default -> listening;
    };
  }
}
