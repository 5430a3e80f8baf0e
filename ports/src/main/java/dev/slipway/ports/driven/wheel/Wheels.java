package dev.slipway.ports.driven.wheel;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.digest.Sha256;
import java.nio.file.Path;

/**
 * Wheels on other people's servers (contract/foundation.md section 3, "Fetching"). Every fetch is
 * bounded in time and bytes, and refuses addresses that are not public unless they are allowed.
 * Thread-safe; blocks.
 */
public interface Wheels {

  /** What became of a fetch. */
  sealed interface Fetched {

    /**
     * The whole wheel was read.
     *
     * @param digest of its bytes
     * @param bytes how many
     */
    record Read(Sha256 digest, long bytes) implements Fetched {}

    /**
     * It could not be read.
     *
     * @param reason for people, such as {@code timeout}, {@code refused address}, {@code HTTP 404},
     *     {@code TLS}, {@code redirects}
     */
    record Unreachable(String reason) implements Fetched {}

    /**
     * It is larger than allowed.
     *
     * @param limit in bytes
     */
    record TooLarge(long limit) implements Fetched {}
  }

  /** Reads a wheel to its end and tells its digest; keeps nothing, holds little in memory. */
  Fetched digest(WheelUrl url);

  /**
   * Reads a wheel into a file.
   *
   * @param target a file in an existing folder. It appears, or is replaced, at once and whole when
   *     the outcome is {@link Fetched.Read}; else it is left as it was
   * @throws java.io.UncheckedIOException if the folder cannot be written to
   */
  Fetched download(WheelUrl url, Path target);
}
