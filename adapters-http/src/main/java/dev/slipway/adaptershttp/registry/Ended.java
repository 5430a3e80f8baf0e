package dev.slipway.adaptershttp.registry;

import dev.slipway.adaptershttp.fetch.FetchFailed;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import java.io.Serial;

/** A look has ended before its end, and its outcome is known. Never leaves this package. */
final class Ended extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Inspected outcome;

  /**
   * @param detail for the log
   */
  Ended(Inspected outcome, String detail) {
    super(detail, null, false, false);
    this.outcome = outcome;
  }

  static Ended invalid(String reason) {
    return new Ended(new Inspected.Invalid(reason), reason);
  }

  static Ended invalidAnswer(String reason) {
    return new Ended(new Inspected.InvalidAnswer(reason), reason);
  }

  static Ended by(FetchFailed failure) {
    Inspected outcome =
        switch (failure.kind()) {
          case REFUSED_ADDRESS -> new Inspected.AddressRefused();
          case TIMEOUT -> new Inspected.TimedOut();
          case UNREACHABLE -> new Inspected.Unavailable(failure.reason());
          case BROKEN, REDIRECTS, STATUS -> new Inspected.InvalidAnswer(failure.reason());
        };
    return new Ended(outcome, failure.reason() + ": " + failure.getMessage());
  }

  Inspected outcome() {
    return outcome;
  }
}
