package dev.slipway.app.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.app.exit.CommandFailed;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a configuration file: flat keys, each with a text or a list of texts. In YAML every scalar
 * is the text that stands there: YAML 1.1 would read {@code 010} as 8 and {@code on} as true.
 */
final class ConfigFile {

  private static final int LARGEST = 1024 * 1024;

  private final Path path;

  private ConfigFile(Path path) {
    this.path = path;
  }

  /**
   * The keys of a file with their texts; a list is joined by commas.
   *
   * @throws CommandFailed when it cannot be read or is no such file
   */
  static Map<String, String> read(Path path) {
    return new ConfigFile(path).entries();
  }

  private Map<String, String> entries() {
    String name = String.valueOf(path.getFileName());
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    if (!yaml && !name.endsWith(".properties")) {
      throw refused("must end in .yaml, .yml or .properties");
    }
    try (Reader reader = Files.newBufferedReader(path, UTF_8)) {
      if (Files.size(path) > LARGEST) {
        throw refused("is larger than 1MiB");
      }
      return yaml ? fromYaml(reader) : fromProperties(reader);
    } catch (IOException e) {
      throw refused("cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private Map<String, String> fromProperties(Reader reader) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw refused("is no properties file: " + e.getMessage());
    }
    return properties.stringPropertyNames().stream()
        .sorted()
        .collect(
            Collectors.toMap(
                key -> key,
                key -> properties.getProperty(key).strip(),
                (first, second) -> second,
                LinkedHashMap::new));
  }

  private Map<String, String> fromYaml(Reader reader) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    DumperOptions unused = new DumperOptions();
    Object document;
    try {
      document =
          new Yaml(
                  new SafeConstructor(options),
                  new Representer(unused),
                  unused,
                  options,
                  new TextsOnly())
              .load(reader);
    } catch (YAMLException e) {
      throw refused("is no YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
    }
    if (document == null) {
      return Map.of();
    }
    if (!(document instanceof Map<?, ?> keys)) {
      throw refused("must hold keys with values");
    }
    Map<String, String> entries = new LinkedHashMap<>();
    keys.forEach((key, value) -> entries.put(String.valueOf(key), text(key, value)));
    return entries;
  }

  private String text(@Nullable Object key, @Nullable Object value) {
    if (value instanceof String text) {
      return text.strip();
    }
    if (value instanceof List<?> items && items.stream().allMatch(String.class::isInstance)) {
      return items.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    throw refused("has a key '" + key + "' that is neither a text nor a list of texts");
  }

  private CommandFailed refused(String what) {
    return CommandFailed.usage("--config " + path + " " + what + ".");
  }

  /** Takes every scalar for the text that stands there. */
  private static final class TextsOnly extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      // None: what looks like a number is a text too.
    }
  }
}
