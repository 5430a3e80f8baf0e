package dev.slipway.adaptersinmemory.identity;

import dev.slipway.ports.driven.identity.Ids;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Ids that nobody can guess: ten characters of time, to the millisecond, then sixteen random ones
 * (80 bits), which is a ULID in lower case. Thread-safe.
 */
public final class RandomIds implements Ids {

  private static final int TIME_CHARACTERS = 10;
  private static final int RANDOM_CHARACTERS = 16;
  private static final int BITS_A_CHARACTER = 5;

  /** Letters that are easily taken for another are not among them: i, l, o and u. */
  private static final String CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int SECRET_BYTES = 32;

  private final InstantSource clock;
  private final SecureRandom random;

  private RandomIds(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * Ids of this clock and this randomness.
   *
   * @param clock tells by what the ids rise
   * @param random must be safe for use by many threads
   */
  public static Ids create(InstantSource clock, SecureRandom random) {
    return new RandomIds(clock, random);
  }

  @Override
  public String next(String prefix) {
    return prefix
        + "_"
        + digits(BigInteger.valueOf(clock.millis()), TIME_CHARACTERS)
        + digits(new BigInteger(RANDOM_CHARACTERS * BITS_A_CHARACTER, random), RANDOM_CHARACTERS);
  }

  @Override
  public String secret() {
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public double chance() {
    return random.nextDouble();
  }

  /** A number to the base of 32, in Crockford's digits, which sort as the numbers do. */
  private static String digits(BigInteger number, int length) {
    var text = new StringBuilder();
    for (int i = length - 1; i >= 0; i--) {
      int digit = number.shiftRight(i * BITS_A_CHARACTER).intValue() & (CROCKFORD.length() - 1);
      text.append(CROCKFORD.charAt(digit));
    }
    return text.toString();
  }
}
