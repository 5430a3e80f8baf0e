package dev.slipway.adapterspostgres;

import java.util.Arrays;
import java.util.List;

/** Ciphers for tests: the key of an id is always the same one. */
final class Ciphers {

  private Ciphers() {}

  /** A cipher with the keys of these ids, the first of which encrypts. */
  static ConfigCipher of(String... ids) {
    return ConfigCipher.of(List.of(ids).stream().map(id -> key(id, id)).toList());
  }

  /** A key that is made of a word. */
  static ConfigKey key(String id, String word) {
    var bytes = new byte[ConfigKey.BYTES];
    Arrays.fill(bytes, (byte) word.hashCode());
    return ConfigKey.of(id, bytes).orElseThrow();
  }
}
