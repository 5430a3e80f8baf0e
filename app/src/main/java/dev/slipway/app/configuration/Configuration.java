package dev.slipway.app.configuration;

import static java.util.Objects.requireNonNull;

import dev.slipway.app.exit.CommandFailed;
import dev.slipway.domain.form.Parsed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was set: the command line beats the environment, which beats the file, which beats the
 * default (contract section 9).
 */
public final class Configuration {

  private final Map<Option<?>, Object> values;
  private final List<String> warnings;

  private Configuration(Map<Option<?>, Object> values, List<String> warnings) {
    this.values = values;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads options.
   *
   * @param wanted the options that the command understands
   * @param commandLine what was given there, by name
   * @param environment all variables; an empty one counts as not set
   * @throws CommandFailed of usage, naming every option and value that cannot be
   */
  public static Configuration read(
      List<Option<?>> wanted, Map<String, String> commandLine, Map<String, String> environment) {
    return new Reading(wanted, commandLine, environment).all();
  }

  /**
   * What a text on the command line means, for an option that is not in the table.
   *
   * @param option as it was written: {@code --slug}
   * @throws CommandFailed of usage, naming option and text, when it means nothing
   */
  public static <T> T valid(String option, Parsed<T> outcome, String text) {
    return switch (outcome) {
      case Parsed.Valid<T> valid -> valid.value();
      case Parsed.Invalid<T> invalid ->
          throw CommandFailed.usage(
              "%s %s, not %s.".formatted(option, invalid.reason(), Kind.quote(text)));
    };
  }

  /** The value of an option that always has one: given or by default. */
  public <T> T get(Option<T> option) {
    return find(option)
        .orElseThrow(
            () -> new IllegalArgumentException(option.onCommandLine() + " may be without value"));
  }

  /** The value of an option, given or by default. */
  public <T> Optional<T> find(Option<T> option) {
    @SuppressWarnings("unchecked") // put beside the option by the option's own reader
    T value = (T) values.get(option);
    return Optional.ofNullable(value);
  }

  /** What was passed over, as sentences for the log. */
  public List<String> warnings() {
    return warnings;
  }

  /** A text, and where it stood. */
  private record Given(String text, String place) {}

  /** One reading, which collects what is wrong. */
  private static final class Reading {

    private static final String SERVICE_LINK = "tcp://";

    private final List<Option<?>> wanted;
    private final Map<String, String> commandLine;
    private final Map<String, String> environment;
    private final Map<Option<?>, Object> values = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Map<String, String> file = Map.of();

    Reading(
        List<Option<?>> wanted, Map<String, String> commandLine, Map<String, String> environment) {
      this.wanted = wanted;
      this.commandLine = commandLine;
      this.environment = environment;
    }

    Configuration all() {
      if (wanted.contains(Options.CONFIG)) {
        read(Options.CONFIG);
        @Nullable Object path = values.get(Options.CONFIG);
        if (path != null) {
          readFile((Path) path);
        }
      }
      wanted.stream().filter(option -> !option.equals(Options.CONFIG)).forEach(this::read);
      if (!wrong.isEmpty()) {
        throw CommandFailed.usage(String.join("\n", wrong));
      }
      return new Configuration(values, warnings);
    }

    private void readFile(Path path) {
      file = ConfigFile.read(path);
      for (String key : file.keySet()) {
        // A server's file also serves the commands beside it: they understand fewer options.
        if (key.equals(Options.CONFIG.name())
            || Options.SERVE.stream().noneMatch(option -> option.name().equals(key))) {
          wrong.add(
              "The key '%s' in %s is no option; 'slipway serve --help' lists them."
                  .formatted(key, path));
        }
      }
    }

    private <T> void read(Option<T> option) {
      Optional<Given> given = given(option);
      Optional<String> text = given.map(Given::text).or(option::fallback);
      if (text.isEmpty()) {
        return;
      }
      switch (option.kind().reader().apply(text.get())) {
        case Parsed.Valid<T> valid -> values.put(option, requireNonNull(valid.value()));
        case Parsed.Invalid<T> invalid ->
            wrong.add(
                "%s %s, not %s%s."
                    .formatted(
                        option.onCommandLine(),
                        invalid.reason(),
                        option.kind().quoted(text.get()),
                        given.map(Given::place).orElse("")));
      }
    }

    private Optional<Given> given(Option<?> option) {
      String typed = commandLine.get(option.name());
      if (typed != null) {
        return Optional.of(new Given(typed, ""));
      }
      String variable = environment.get(option.inEnvironment());
      if (variable != null && variable.startsWith(SERVICE_LINK)) {
        warnings.add(
            "%s is ignored: '%s' is a Kubernetes service link, no setting. Switch service links"
                    .formatted(option.inEnvironment(), variable)
                + " off (enableServiceLinks: false) or rename the service.");
        variable = null;
      }
      if (variable != null && !variable.isEmpty()) {
        return Optional.of(new Given(variable, " (from " + option.inEnvironment() + ")"));
      }
      String key = file.get(option.name());
      return key == null
          ? Optional.empty()
          : Optional.of(new Given(key, " (from " + values.get(Options.CONFIG) + ")"));
    }
  }
}
