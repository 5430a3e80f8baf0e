package dev.slipway.adaptershttp.fetch;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A fetch cannot go on, for a reason that its caller may be told. Never leaves this module. */
public final class FetchFailed extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** What kind of failure: what its caller may conclude. */
  public enum Kind {
    /** An address that is neither public nor allowed, or that is allowed only with TLS. */
    REFUSED_ADDRESS,
    /** The time limit has passed. */
    TIMEOUT,
    /** Nobody could be spoken to: no such host, no connection, no trust. */
    UNREACHABLE,
    /** Who answered did not keep to HTTP, or left in the middle. */
    BROKEN,
    /** A redirect that leads nowhere, or one too many. */
    REDIRECTS,
    /** A complete answer that is not the one wanted. */
    STATUS
  }

  private final Kind kind;
  private final String reason;

  /**
   * @param reason for whoever asked for the fetch; never an address
   * @param detail for the log
   */
  FetchFailed(Kind kind, String reason, String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.kind = kind;
    this.reason = reason;
  }

  /** The time limit has passed. */
  public static FetchFailed timeout() {
    return new FetchFailed(Kind.TIMEOUT, "timeout", "the time limit has passed", null);
  }

  /** What kind of failure. */
  public Kind kind() {
    return kind;
  }

  /** In a few words, for whoever asked for the fetch; never an address. */
  public String reason() {
    return reason;
  }
}
