package dev.slipway.adaptershttp.fetch;

import dev.slipway.adaptershttp.fetch.GuardedFetch.Outcome;
import dev.slipway.adaptershttp.fetch.GuardedFetch.Sink;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.ports.driven.wheel.Wheels;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * {@link Wheels} over HTTPS, guarded and bounded as {@link FetchSettings} say. Thread-safe; blocks
 * the calling thread, best a virtual one, for at most the time limit. Implements "Fetching" in
 * section 3 of the contract's foundation.
 */
public final class HttpWheels implements Wheels {
  private final GuardedFetch fetch;
  private final long maxBytes;

  private HttpWheels(GuardedFetch fetch, long maxBytes) {
    this.fetch = fetch;
    this.maxBytes = maxBytes;
  }

  /**
   * Wheels fetched by the event loops of {@code vertx}; closed with it.
   *
   * @throws IllegalStateException if the certificates that the Java platform trusts cannot be read
   */
  public static Wheels create(Vertx vertx, FetchSettings settings) {
    return with(GuardedFetch.create(vertx, settings), settings.maxBytes());
  }

  static Wheels with(GuardedFetch fetch, long maxBytes) {
    return new HttpWheels(fetch, maxBytes);
  }

  @Override
  public Fetched digest(WheelUrl url) {
    try {
      return read(url, bytes -> {});
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing is written when a wheel is only digested", e);
    }
  }

  @Override
  public Fetched download(WheelUrl url, Path target) {
    Path folder = target.toAbsolutePath().getParent();
    try {
      Path part = Files.createTempFile(folder, ".wheel-", ".part");
      try {
        Fetched fetched;
        try (OutputStream out = Files.newOutputStream(part)) {
          fetched = read(url, out::write);
        }
        if (fetched instanceof Fetched.Read) {
          Files.move(
              part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return fetched;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Could not write " + url + " to " + target + "; check the disk's space and rights", e);
    }
  }

  private Fetched read(WheelUrl url, Sink sink) throws IOException {
    MessageDigest digest = sha256();
    Outcome outcome;
    try {
      outcome =
          fetch.fetch(
              url.url(),
              maxBytes,
              bytes -> {
                digest.update(bytes);
                sink.take(bytes);
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Fetching " + url + " was interrupted, and may be tried again", e);
    }
    return switch (outcome) {
      case Outcome.Complete complete ->
          new Fetched.Read(Sha256.ofDigest(digest.digest()), complete.bytes());
      case Outcome.TooLarge tooLarge -> new Fetched.TooLarge(maxBytes);
      case Outcome.Failed failed -> new Fetched.Unreachable(failed.reason());
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "Every Java platform must offer SHA-256; this one does not", e);
    }
  }
}
