package dev.slipway.adaptershttp.packages;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What senders say that they can read. */
final class Accepted {

  private static final Pattern NEVER = Pattern.compile("q\\s*=\\s*0(\\.0{0,3})?");

  private Accepted() {}

  /** Whether the Accept headers let JSON through; without any, everything is let through. */
  static boolean json(List<String> headers) {
    var ranges =
        headers.stream()
            .flatMap(header -> Arrays.stream(header.split(",", -1)))
            .map(String::strip)
            .filter(range -> !range.isEmpty())
            .toList();
    return ranges.isEmpty() || ranges.stream().anyMatch(Accepted::isJson);
  }

  private static boolean isJson(String range) {
    var parts = range.toLowerCase(Locale.ROOT).split(";", -1);
    return switch (parts[0].strip()) {
      case "*/*", "application/*", "application/json" ->
          Arrays.stream(parts).skip(1).map(String::strip).noneMatch(NEVER.asMatchPredicate());
      default -> false;
    };
  }
}
