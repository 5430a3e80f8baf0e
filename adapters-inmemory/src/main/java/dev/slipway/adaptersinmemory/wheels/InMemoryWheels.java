package dev.slipway.adaptersinmemory.wheels;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.ports.driven.wheel.Wheels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The web of wheels as a map from URL to bytes; every other URL is not found. Thread-safe. */
public final class InMemoryWheels implements Wheels {

  private final ConcurrentMap<WheelUrl, byte[]> wheels = new ConcurrentHashMap<>();

  private InMemoryWheels() {}

  /** No wheel at all. */
  public static InMemoryWheels create() {
    return new InMemoryWheels();
  }

  /**
   * Puts a wheel behind a URL, in place of what was there.
   *
   * @return the digest of its bytes
   */
  public Sha256 put(WheelUrl url, byte[] bytes) {
    wheels.put(url, bytes.clone());
    return Sha256.of(bytes);
  }

  @Override
  public Fetched digest(WheelUrl url) {
    var bytes = wheels.get(url);
    return bytes == null
        ? new Fetched.Unreachable("HTTP 404")
        : new Fetched.Read(Sha256.of(bytes), bytes.length);
  }

  @Override
  public Fetched download(WheelUrl url, Path target) {
    var bytes = wheels.get(url);
    if (bytes == null) {
      return new Fetched.Unreachable("HTTP 404");
    }
    try {
      Files.write(target, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing the wheel " + url.withoutQuery(), e);
    }
    return new Fetched.Read(Sha256.of(bytes), bytes.length);
  }
}
