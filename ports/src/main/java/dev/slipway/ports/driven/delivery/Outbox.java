package dev.slipway.ports.driven.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The messages that are still to be delivered. They come in by {@code Commits} ({@code Append}) and
 * go out by it ({@code Acknowledge}, {@code Park}).
 *
 * <p>Order: of the messages of one key only the oldest (the head) can be claimed. Time: the store's
 * own clock decides, in microseconds, when a message is due and when a lease has ended. A message
 * is due from the moment at which it becomes the head of its key, unless {@link #retryLater} put it
 * off; a claimed one from the end of its lease on. Thread-safe; blocks. Every method throws {@code
 * StorageUnavailable} when the store cannot be reached.
 */
public interface Outbox {

  /**
   * Claims due heads, the longest due first (equally long due ones in any order). The attempt is
   * counted here. Two claimers never get the same message while a lease holds; a claimed key does
   * not hold up other keys.
   *
   * @param limit at most so many
   * @param lease how long the claim holds unless renewed
   * @return what was claimed; empty when nothing is due
   */
  List<Delivery> claim(int limit, Duration lease);

  /**
   * Prolongs claims from now.
   *
   * @return those that still held; the others have ended, and their work must stop
   */
  List<Claim> renew(List<Claim> claims, Duration lease);

  /**
   * Gives a message back, to be claimed again later.
   *
   * @param delay from now; until then the messages behind it wait too
   * @return whether the claim still held; if not, nothing changed
   */
  boolean retryLater(Claim claim, Duration delay);

  /**
   * Gives a message back untried: it is due at once and this attempt does not count.
   *
   * @return whether the claim still held; if not, nothing changed
   */
  boolean release(Claim claim);

  /**
   * When the next head will be due, claimed ones at the end of their lease.
   *
   * @return by the store's clock; empty when there is no message at all
   */
  Optional<Instant> nextDue();

  /** How many messages are stored, claimed ones included. For operators; may cost. */
  long size();
}
