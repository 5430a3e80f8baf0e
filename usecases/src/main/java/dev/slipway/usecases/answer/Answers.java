package dev.slipway.usecases.answer;

import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.answer.IdempotencyKey;
import dev.slipway.ports.driven.answer.KeptAnswer;
import dev.slipway.ports.driven.answer.KeptAnswers;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.answer.Rendered;
import dev.slipway.ports.driving.answer.Repeated;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Answers under idempotency keys (contract/foundation.md section 1). An answer is kept only in the
 * commit of its effect, so there is no moment at which one is true without the other. Thread-safe.
 */
public final class Answers {

  private final KeptAnswers kept;
  private final Duration retention;

  /**
   * @param kept where answers are read
   * @param retention how long an answer is kept
   */
  public Answers(KeptAnswers kept, Duration retention) {
    this.kept = kept;
    this.retention = retention;
  }

  /**
   * What was answered before under a command's key; empty when it is the first. Asked before a
   * decision, and again when a command comes to nothing: the same command may have taken effect in
   * the meantime, and then its answer counts.
   */
  public <T> Optional<Repeated> before(
      OrganizationId organization, Idempotency<T> idempotency, Instant now) {
    return switch (idempotency) {
      case Idempotency.None<T> none -> Optional.empty();
      case Idempotency.Under<T> under ->
          kept.find(key(organization, under), now).map(answer -> judge(answer, idempotency));
    };
  }

  /** The part of a commit that keeps the answer of what it makes. */
  public <T> List<Change> keeping(
      OrganizationId organization, Idempotency<T> idempotency, T made, Instant now) {
    return switch (idempotency) {
      case Idempotency.None<T> none -> List.of();
      case Idempotency.Under<T> under -> {
        var rendered = under.render().apply(made);
        yield List.of(
            new Change.Keep(
                new KeptAnswer(
                    key(organization, under),
                    under.fingerprint(),
                    rendered.status(),
                    rendered.body(),
                    now.plus(retention))));
      }
    };
  }

  /** What a kept answer means for a command under the same key. */
  public static <T> Repeated judge(KeptAnswer answer, Idempotency<T> idempotency) {
    return switch (idempotency) {
      case Idempotency.None<T> none ->
          throw new IllegalArgumentException("an answer was kept for a command without a key");
      case Idempotency.Under<T> under ->
          under.fingerprint().equals(answer.fingerprint())
              ? new Repeated.Replayed(new Rendered(answer.status(), answer.body()))
              : new Repeated.KeyReused(under.key());
    };
  }

  private static <T> IdempotencyKey key(OrganizationId organization, Idempotency.Under<T> under) {
    return new IdempotencyKey(organization, under.route(), under.key());
  }
}
