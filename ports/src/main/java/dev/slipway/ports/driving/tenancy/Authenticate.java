package dev.slipway.ports.driving.tenancy;

import dev.slipway.domain.tenancy.Caller;

/**
 * Finds out who is asking (contract/foundation.md section 2). Thread-safe; blocks.
 *
 * <p>Revocation and expiry hold from the next call on in the process that revoked, and after at
 * most 5 s in others.
 */
public interface Authenticate {

  /** What became of a credential. */
  sealed interface Authentication {
    /** It is somebody, or openly nobody. */
    record Known(Caller caller) implements Authentication {}

    /** It is refused; why is only for the log. */
    record Refused(String reason) implements Authentication {}
  }

  /** Nobody presented anything: nobody, or in development mode the development organization. */
  Authentication anonymous();

  /** Somebody presented a bearer token. */
  Authentication bearer(String token);
}
