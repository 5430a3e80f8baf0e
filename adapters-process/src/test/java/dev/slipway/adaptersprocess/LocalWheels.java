package dev.slipway.adaptersprocess;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.ports.driven.wheel.Wheels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Wheels that are bytes in memory; one that was never put has its own URL for content. */
final class LocalWheels implements Wheels {

  private final Map<WheelUrl, Fetched> refused = new ConcurrentHashMap<>();
  private final Map<WheelUrl, byte[]> contents = new ConcurrentHashMap<>();
  private final AtomicInteger downloads = new AtomicInteger();

  void put(WheelUrl url, byte[] content) {
    contents.put(url, content);
  }

  void refuse(WheelUrl url, Fetched outcome) {
    refused.put(url, outcome);
  }

  int downloads() {
    return downloads.get();
  }

  static Sha256 digestOf(WheelUrl url) {
    return Sha256.of(url.text().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Fetched digest(WheelUrl url) {
    throw new UnsupportedOperationException("nobody here publishes");
  }

  @Override
  public Fetched download(WheelUrl url, Path target) {
    downloads.incrementAndGet();
    var refusal = refused.get(url);
    if (refusal != null) {
      return refusal;
    }
    var bytes = contents.computeIfAbsent(url, any -> url.text().getBytes(StandardCharsets.UTF_8));
    try {
      Files.write(target, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Fetched.Read(Sha256.of(bytes), bytes.length);
  }
}
