package dev.slipway.adaptersk8s;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Waits as long as an API server says that is asked too much; then the client tries again as ever.
 * The client (7.8.0) reads the header too, and then pauses as if it had not. Thread-safe.
 */
final class RetryAfter implements Interceptor {

  static final String NAME = "slipway-retry-after";

  /** Nobody who waits for an answer waits longer, whatever was said. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,4}");

  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder next, HttpResponse<?> response, RequestTags tags) {
    // False: this is not another request, and who tries again is decided elsewhere.
    return said(response)
        .map(
            wait ->
                new CompletableFuture<Boolean>()
                    .completeOnTimeout(false, wait.toMillis(), TimeUnit.MILLISECONDS))
        .orElseGet(() -> CompletableFuture.completedFuture(false));
  }

  private static Optional<Duration> said(HttpResponse<?> response) {
    return Optional.ofNullable(response.header("Retry-After"))
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }
}
