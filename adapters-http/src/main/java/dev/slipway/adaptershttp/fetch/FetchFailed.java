package dev.slipway.adaptershttp.fetch;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A fetch cannot go on, for a reason that its caller may be told. Never leaves this package. */
final class FetchFailed extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason for whoever asked for the fetch; never an address
   * @param detail for the log
   */
  FetchFailed(String reason, String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  static FetchFailed timeout() {
    return new FetchFailed("timeout", "the time limit has passed", null);
  }

  String reason() {
    return reason;
  }
}
