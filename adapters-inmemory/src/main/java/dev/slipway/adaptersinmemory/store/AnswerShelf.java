package dev.slipway.adaptersinmemory.store;

import dev.slipway.ports.driven.answer.IdempotencyKey;
import dev.slipway.ports.driven.answer.KeptAnswer;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Kept answers, by key and by the end of their time. */
final class AnswerShelf {

  private final Map<IdempotencyKey, KeptAnswer> answers = new HashMap<>();
  private final TreeMap<Instant, Set<IdempotencyKey>> ends = new TreeMap<>();

  Optional<KeptAnswer> find(IdempotencyKey key, Instant now) {
    return Optional.ofNullable(answers.get(key)).filter(answer -> answer.expiresAt().isAfter(now));
  }

  /** Keeps an answer; an expired one under its key gives way. */
  void keep(KeptAnswer answer) {
    remove(answer.key());
    answers.put(answer.key(), answer);
    ends.computeIfAbsent(answer.expiresAt(), end -> new LinkedHashSet<>()).add(answer.key());
  }

  int removeExpired(Instant now, int limit) {
    var expired =
        ends.headMap(now, true).values().stream().flatMap(Set::stream).limit(limit).toList();
    expired.forEach(this::remove);
    return expired.size();
  }

  private void remove(IdempotencyKey key) {
    Optional.ofNullable(answers.remove(key))
        .ifPresent(
            answer ->
                ends.computeIfPresent(
                    answer.expiresAt(),
                    (end, keys) -> {
                      keys.remove(key);
                      return keys.isEmpty() ? null : keys;
                    }));
  }
}
