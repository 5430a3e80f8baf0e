package dev.slipway.adaptershttp.packages;

import java.net.URI;
import java.util.function.Supplier;

/**
 * Absolute URLs in answers, below the public base. A request's own headers never shape them.
 * Thread-safe.
 */
final class Links {

  private static final String ROOT = "/v1/";

  private final Supplier<URI> base;

  /**
   * @param base where the server is reached, without a slash at the end; known once it listens
   */
  Links(Supplier<URI> base) {
    this.base = base;
  }

  /** To something below the root, such as {@code packages/pkg_1}. */
  String to(String path) {
    var text = base.get().toString();
    return (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + ROOT + path;
  }
}
