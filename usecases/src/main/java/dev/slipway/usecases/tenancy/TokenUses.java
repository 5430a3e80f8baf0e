package dev.slipway.usecases.tenancy;

import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.ports.driven.tenancy.ApiTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * When tokens were last used, gathered outside the requests and written down at most once a minute
 * a token. Thread-safe.
 */
public final class TokenUses {

  private static final Duration PRECISION = Duration.ofMinutes(1);
  private static final int MAX_WAITING = 10_000;

  private final ConcurrentMap<TokenId, Instant> waiting = new ConcurrentHashMap<>();

  void note(ApiToken token, Instant now) {
    var worthWriting =
        token.lastUsedAt().map(last -> !now.isBefore(last.plus(PRECISION))).orElse(true);
    if (worthWriting && waiting.size() < MAX_WAITING) {
      waiting.putIfAbsent(token.id(), now);
    }
  }

  /**
   * Writes down what was gathered.
   *
   * @return how many tokens
   */
  public int flush(ApiTokens tokens) {
    Map<TokenId, Instant> gathered = new HashMap<>(waiting);
    if (!gathered.isEmpty()) {
      tokens.noteUse(gathered);
      gathered.forEach(waiting::remove);
    }
    return gathered.size();
  }
}
