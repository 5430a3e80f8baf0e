package dev.slipway.adaptershttp.archive;

import java.io.IOException;
import java.io.Serial;

/**
 * An archive that is none of a package. Its reason is a sentence for whoever made the archive, and
 * repeats nothing of it.
 */
final class BadArchive extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final String reason;

  BadArchive(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
