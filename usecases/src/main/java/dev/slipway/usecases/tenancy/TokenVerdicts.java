package dev.slipway.usecases.tenancy;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.ports.driven.tenancy.TokenOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was last read about tokens, for at most {@link #KEPT}, and at most {@link #MAX} of them: so
 * a request costs no read of its own for its token, and a revocation elsewhere holds soon enough
 * (contract/foundation.md section 2). Thread-safe.
 */
final class TokenVerdicts {

  /** How long a verdict is believed. */
  static final Duration KEPT = Duration.ofSeconds(5);

  /** How many verdicts are kept. */
  static final int MAX = 10_000;

  private record Verdict(TokenOwner owner, Instant readAt) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Sha256, Verdict> verdicts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sha256, Verdict> eldest) {
          return size() > MAX;
        }
      };

  Optional<TokenOwner> find(Sha256 digest, Instant now) {
    lock.lock();
    try {
      return Optional.ofNullable(verdicts.get(digest))
          .filter(verdict -> now.isBefore(verdict.readAt().plus(KEPT)))
          .map(Verdict::owner);
    } finally {
      lock.unlock();
    }
  }

  void keep(Sha256 digest, TokenOwner owner, Instant now) {
    lock.lock();
    try {
      verdicts.remove(digest);
      verdicts.put(digest, new Verdict(owner, now));
    } finally {
      lock.unlock();
    }
  }

  void forget(TokenId id) {
    lock.lock();
    try {
      verdicts.values().removeIf(verdict -> verdict.owner().token().value().id().equals(id));
    } finally {
      lock.unlock();
    }
  }
}
