package dev.slipway.domain.installation;

import dev.slipway.domain.form.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Environment variables of a deployment, as its tenant gave them (contract.md section 3). Never
 * printed: {@link #toString()} names the keys alone.
 *
 * @param values at most 100 keys of {@code [A-Za-z_][A-Za-z0-9_]*}, at most 128 bytes each, values
 *     of at most 32 KiB of UTF-8 without U+0000 and unpaired surrogates; in the order in which they
 *     came
 */
public record InstallationConfig(Map<String, String> values) {

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
   * @throws IllegalArgumentException when {@link #violations} finds anything
   */
  public InstallationConfig {
    var wrong = violations(values);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException("config: " + wrong.getFirst().message());
    }
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
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
    return "InstallationConfig" + values.keySet();
  }
}
