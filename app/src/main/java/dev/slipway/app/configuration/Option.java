package dev.slipway.app.configuration;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be set: by {@code --name} on the command line, by {@code SLIPWAY_NAME} in the
 * environment, by {@code name:} in the configuration file.
 *
 * @param name without dashes in front: {@code heartbeat-interval}
 * @param kind what its values look like
 * @param fallback the text that holds when nobody says anything; absent when there is none, or when
 *     it depends on other options
 * @param shownDefault how help calls the default; empty text when there is nothing to say
 * @param group under which heading help lists it
 * @param meaning one line for help
 * @param <T> what a value means
 */
public record Option<T>(
    String name,
    Kind<T> kind,
    Optional<String> fallback,
    String shownDefault,
    Group group,
    String meaning) {

  /** The headings of the help page, in their order. */
  public enum Group {
    /** Where requests come in. */
    LISTENING("Listening"),
    /** Where things are kept. */
    STORING("Storing"),
    /** How providers are run. */
    RUNNING("Running providers"),
    /** What the server fetches from elsewhere. */
    FETCHING("Fetching wheels"),
    /** How work is delivered and tried again. */
    DELIVERING("Delivering work"),
    /** How much is too much. */
    BOUNDS("Bounds"),
    /** The rest. */
    OTHER("Other");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    /** The heading. */
    public String heading() {
      return heading;
    }
  }

  static <T> Option<T> of(String name, Kind<T> kind, String fallback, Group group, String meaning) {
    return new Option<>(name, kind, Optional.of(fallback), fallback, group, meaning);
  }

  static <T> Option<T> without(
      String name, Kind<T> kind, String shownDefault, Group group, String meaning) {
    return new Option<>(name, kind, Optional.empty(), shownDefault, group, meaning);
  }

  static Option<Boolean> flag(String name, Group group, String meaning) {
    return new Option<>(name, Kinds.FLAG, Optional.of("false"), "", group, meaning);
  }

  /** As on the command line: {@code --heartbeat-interval}. */
  public String onCommandLine() {
    return "--" + name;
  }

  /** As in the environment: {@code SLIPWAY_HEARTBEAT_INTERVAL}. */
  public String inEnvironment() {
    return "SLIPWAY_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
