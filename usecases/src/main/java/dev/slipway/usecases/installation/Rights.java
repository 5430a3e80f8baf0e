package dev.slipway.usecases.installation;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Right;
import dev.slipway.domain.tenancy.Subject;
import dev.slipway.usecases.catalogue.Ownership;

/** Rights over installations (contract/foundation.md section 2). */
final class Rights {

  private Rights() {}

  /** Whether a caller has a right over an installation. */
  static boolean may(Caller caller, Right right, ProviderName provider) {
    return caller.may(right, subject(provider));
  }

  /** The refusal that names the right that is missing. */
  static String missing(Right right, ProviderName provider) {
    return Ownership.missing(right, subject(provider));
  }

  private static Subject subject(ProviderName provider) {
    return Subject.installation(provider.prefix(), provider.name());
  }
}
