package dev.slipway.adaptersprocess;

import dev.slipway.domain.delivery.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What process runtimes need to know of the server to which they belong.
 *
 * @param folder where they keep wheels, logs, and what runs; made when it is missing
 * @param holder names the server among all that share the store
 * @param url where the platform is reached, as children are told; asked at every start of a child
 * @param tokens makes a fresh token for each further start of a child
 * @param lease how long the runtimes stay with a server that is not heard; at least 1 ms
 * @param grace how long a child may take to end by itself before it is killed
 * @param drain how long {@link ProcessRuntimes#close} takes at most
 * @param restarts how long to wait before a child that exited is started again
 * @param steady a child that was up for so long has not exited in a row with the time before
 * @param crashLoop so many exits in a row are a crash loop
 * @param logBytes how much of what a rollout printed is kept, twice
 * @param mostChildren how many rollouts may run at once
 */
public record ProcessSettings(
    Path folder,
    String holder,
    Supplier<String> url,
    FreshTokens tokens,
    Duration lease,
    Duration grace,
    Duration drain,
    Backoff restarts,
    Duration steady,
    int crashLoop,
    long logBytes,
    int mostChildren) {

  /**
   * @throws IllegalArgumentException when a number or a duration makes no sense
   */
  public ProcessSettings {
    if (lease.compareTo(Duration.ofMillis(1)) < 0
        || grace.isNegative()
        || drain.isNegative()
        || steady.isNegative()
        || crashLoop < 1
        || logBytes < 1
        || mostChildren < 1) {
      throw new IllegalArgumentException("settings of process runtimes must be positive");
    }
  }

  /**
   * The defaults: a lease of 4 s, 5 s to end, 10 s to drain, restarts after 500 ms to 30 s, steady
   * after 60 s, a crash loop after 3 exits, twice 1 MiB of output, 200 rollouts.
   */
  public static ProcessSettings of(
      Path folder, String holder, Supplier<String> url, FreshTokens tokens) {
    return new ProcessSettings(
        folder,
        holder,
        url,
        tokens,
        Duration.ofSeconds(4),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
        Duration.ofSeconds(60),
        3,
        1024 * 1024,
        200);
  }

  /** The same with another lease. */
  public ProcessSettings withLease(Duration time) {
    return new ProcessSettings(
        folder,
        holder,
        url,
        tokens,
        time,
        grace,
        drain,
        restarts,
        steady,
        crashLoop,
        logBytes,
        mostChildren);
  }

  /** The same with other times for a child to end, and for all of them at the end of the server. */
  public ProcessSettings withGrace(Duration one, Duration all) {
    return new ProcessSettings(
        folder,
        holder,
        url,
        tokens,
        lease,
        one,
        all,
        restarts,
        steady,
        crashLoop,
        logBytes,
        mostChildren);
  }

  /** The same with other restarts. */
  public ProcessSettings withRestarts(Backoff wait, Duration steadyAfter, int crashLoopAfter) {
    return new ProcessSettings(
        folder,
        holder,
        url,
        tokens,
        lease,
        grace,
        drain,
        wait,
        steadyAfter,
        crashLoopAfter,
        logBytes,
        mostChildren);
  }

  /** The same with other bounds. */
  public ProcessSettings withBounds(long log, int children) {
    return new ProcessSettings(
        folder, holder, url, tokens, lease, grace, drain, restarts, steady, crashLoop, log,
        children);
  }
}
