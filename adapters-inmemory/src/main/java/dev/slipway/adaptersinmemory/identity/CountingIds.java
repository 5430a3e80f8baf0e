package dev.slipway.adaptersinmemory.identity;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.ports.driven.identity.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids that count, the same ones in every run: the prefix, and 26 digits that begin with zeros. For
 * tests alone, since anybody can guess the secrets. Thread-safe.
 */
public final class CountingIds implements Ids {

  private static final double GOLDEN_RATIO = 0.6180339887498949;

  private final AtomicLong ids = new AtomicLong();
  private final AtomicLong secrets = new AtomicLong();
  private final AtomicLong chances = new AtomicLong();

  private CountingIds() {}

  /** Ids that count from one. */
  public static Ids create() {
    return new CountingIds();
  }

  @Override
  public String next(String prefix) {
    return "%s_%026d".formatted(prefix, ids.incrementAndGet());
  }

  @Override
  public String secret() {
    var digest =
        Sha256.of(("secret " + secrets.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(HexFormat.of().parseHex(digest.hex()));
  }

  /** Numbers that are spread evenly. */
  @Override
  public double chance() {
    return chances.incrementAndGet() * GOLDEN_RATIO % 1;
  }
}
