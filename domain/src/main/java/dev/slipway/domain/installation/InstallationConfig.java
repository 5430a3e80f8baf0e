package dev.slipway.domain.installation;

import dev.slipway.domain.form.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Environment variables of a deployment, as its tenant gave them (contract.md section 3). Never
 * printed: {@link #toString()} names the keys alone.
 *
 * <p>A store that keeps values encrypted may be without the key. Then it gives a {@link Withheld}
 * instead of the values. Whoever only carries a config from one state to the next does not notice;
 * whoever asks for its values is refused.
 *
 * @param values at most 100 keys of {@code [A-Za-z_][A-Za-z0-9_]*}, at most 128 bytes each, values
 *     of at most 32 KiB of UTF-8 without U+0000 and unpaired surrogates; in the order in which they
 *     came
 * @param withheld what the store gave in place of the values
 */
public record InstallationConfig(Map<String, String> values, Optional<Withheld> withheld) {

  /** At most so many keys. */
  public static final int MAX_KEYS = 100;

  /** The longest key, in bytes. */
  public static final int MAX_KEY_BYTES = 128;

  /** The longest value, in bytes of UTF-8. */
  public static final int MAX_VALUE_BYTES = 32 * 1024;

  /** No variable at all. */
  public static final InstallationConfig EMPTY = new InstallationConfig(Map.of());

  private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final List<String> RESERVED_PREFIXES = List.of("SLIPWAY_", "PRAGMA_");

  /**
   * What a store gives in place of values that it cannot read.
   *
   * @param stored what stands in the store; the same goes back there when the config is stored
   * @param reason why it cannot be read, for people: names the encryption key, and no value
   */
  public record Withheld(String stored, String reason) {
    @Override
    public String toString() {
      return "Withheld[" + reason + "]";
    }
  }

  /** The values are not there, because the store could not read them. */
  public static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what cannot be read, and why; no value
     */
    public Unreadable(String message) {
      super(message);
    }
  }

  /**
   * @throws IllegalArgumentException when {@link #violations} finds anything, or there are values
   *     although they are withheld
   */
  public InstallationConfig {
    var wrong = violations(values);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException("config: " + wrong.getFirst().message());
    }
    if (withheld.isPresent() && !values.isEmpty()) {
      throw new IllegalArgumentException("config: values are there or withheld, not both");
    }
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Variables that are there. */
  public InstallationConfig(Map<String, String> values) {
    this(values, Optional.empty());
  }

  /** Variables that a store could not read. */
  public static InstallationConfig withheld(String stored, String reason) {
    return new InstallationConfig(Map.of(), Optional.of(new Withheld(stored, reason)));
  }

  /**
   * The variables.
   *
   * @throws Unreadable when they are withheld
   */
  @Override
  public Map<String, String> values() {
    if (withheld.isPresent()) {
      throw new Unreadable("The config cannot be read: " + withheld.get().reason());
    }
    return values;
  }

  /** Everything that is wrong with some variables, at {@code config} and below; values withheld. */
  public static List<Violation> violations(Map<String, String> values) {
    var wrong = new ArrayList<Violation>();
    if (values.size() > MAX_KEYS) {
      wrong.add(
          Violation.withheld(
              Violation.Kind.TOO_LONG, "has more than " + MAX_KEYS + " keys", "config"));
    }
    values.forEach(
        (key, value) -> {
          if (!KEY.matcher(key).matches()) {
            wrong.add(
                Violation.withheld(
                    Violation.Kind.STRING_PATTERN_MISMATCH,
                    "the key must match [A-Za-z_][A-Za-z0-9_]*",
                    "config",
                    key));
          } else if (key.length() > MAX_KEY_BYTES) {
            wrong.add(
                Violation.withheld(
                    Violation.Kind.STRING_TOO_LONG,
                    "the key is longer than " + MAX_KEY_BYTES + " bytes",
                    "config",
                    key));
          } else if (reserved(key)) {
            wrong.add(
                Violation.withheld(
                    Violation.Kind.RESERVED_NAME,
                    "keys that start with SLIPWAY_ or PRAGMA_ are reserved",
                    "config",
                    key));
          }
          if (!isText(value)) {
            wrong.add(
                Violation.withheld(
                    Violation.Kind.STRING_UNICODE,
                    "the value must not hold U+0000 or an unpaired surrogate",
                    "config",
                    key));
          } else if (value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            wrong.add(
                Violation.withheld(
                    Violation.Kind.STRING_TOO_LONG,
                    "the value is longer than " + MAX_VALUE_BYTES + " bytes of UTF-8",
                    "config",
                    key));
          }
        });
    return List.copyOf(wrong);
  }

  /** What an environment variable can hold, and a store can give back. */
  private static boolean isText(String value) {
    return value
        .codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  private static boolean reserved(String key) {
    var upper = key.toUpperCase(Locale.ROOT);
    return RESERVED_PREFIXES.stream().anyMatch(upper::startsWith);
  }

  @Override
  public String toString() {
    return "InstallationConfig"
        + withheld.map(Withheld::toString).orElseGet(() -> values.keySet().toString());
  }
}
