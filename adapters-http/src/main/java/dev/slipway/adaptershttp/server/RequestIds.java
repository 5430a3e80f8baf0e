package dev.slipway.adaptershttp.server;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Names for requests and incidents. Thread-safe. */
final class RequestIds {

  private static final Pattern GIVEN = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final int BYTES = 12;

  private final SecureRandom random = new SecureRandom();

  /** What the client calls its request, when it does so once and properly; else a new name. */
  String request(List<String> given) {
    return given.size() == 1 && GIVEN.matcher(given.getFirst()).matches()
        ? given.getFirst()
        : fresh("req_");
  }

  /** A new name for something that went wrong. */
  String incident() {
    return fresh("inc_");
  }

  private String fresh(String prefix) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return prefix + HexFormat.of().formatHex(bytes);
  }
}
