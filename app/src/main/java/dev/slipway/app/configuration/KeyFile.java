package dev.slipway.app.configuration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.adapterspostgres.ConfigCipher;
import dev.slipway.adapterspostgres.ConfigKey;
import dev.slipway.domain.form.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys by which config is encrypted (contract section 9, {@code --encryption-key-file}): one
 * {@code id:base64} a line, the first one encrypts. Empty lines, and those that begin with {@code
 * #}, mean nothing. Prints no key.
 *
 * @param path which file
 * @param cipher encrypts with the keys
 * @param openToOthers whether every user of the machine may read the file
 */
public record KeyFile(Path path, ConfigCipher cipher, boolean openToOthers) {

  private static final int LARGEST = 64 * 1024;

  /** Reads a file, or says what is wrong with it; names the line, and nothing that stands there. */
  static Parsed<KeyFile> read(Path path) {
    String text;
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        return wrong("it is larger than 64KiB");
      }
      text = new String(bytes, ISO_8859_1);
    } catch (IOException e) {
      return Parsed.invalid("must be a readable file (" + e.getClass().getSimpleName() + ")");
    }
    return keys(text.lines().toList())
        .map(keys -> new KeyFile(path, ConfigCipher.of(keys), openToOthers(path)));
  }

  private static Parsed<List<ConfigKey>> keys(List<String> lines) {
    List<ConfigKey> keys = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      switch (key(line)) {
        case Parsed.Invalid<ConfigKey>(var reason) -> {
          return wrong("line " + number + ": " + reason);
        }
        case Parsed.Valid<ConfigKey>(var key) -> {
          Integer before = places.putIfAbsent(key.id(), number);
          if (before != null) {
            return wrong("line " + number + " has the id of line " + before);
          }
          keys.add(key);
        }
      }
    }
    return keys.isEmpty() ? wrong("there is no key in it") : Parsed.valid(List.copyOf(keys));
  }

  private static Parsed<ConfigKey> key(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return Parsed.invalid("there is no colon behind the id");
    }
    try {
      return ConfigKey.of(
          line.substring(0, colon), Base64.getDecoder().decode(line.substring(colon + 1).strip()));
    } catch (IllegalArgumentException e) {
      return Parsed.invalid("what stands behind the colon is no base64");
    }
  }

  private static <T> Parsed<T> wrong(String what) {
    return Parsed.invalid("must be a file with one id:base64 a line (" + what + ")");
  }

  /** Where files have no such permissions, nobody is warned. */
  private static boolean openToOthers(Path path) {
    try {
      return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
