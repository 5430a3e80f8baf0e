package dev.slipway.adaptersinmemory.runtimes;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.form.Parsed;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * How a simulated runtime behaves (contract.md section 9, contract/foundation.md section 5,
 * "Simulated"). Over HTTP a script is written into the query of a version's wheel URL; in Java it
 * is put together by the methods of this class. Immutable.
 *
 * <p>What is said about coming up ({@code delay}, {@code never-registers}, {@code crash-loop},
 * {@code image-pull}, {@code fail}, {@code fail-times}) holds for a rollout that is brought out.
 * One that served before and is only brought back comes back at once.
 *
 * @param delay how long before it registers
 * @param registers whether it ever does
 * @param trouble what is seen of it while it does not register; empty text for nothing
 * @param failTimes how often applying it fails before it works; {@link #ALWAYS} for ever
 * @param silence when its heartbeats stop
 * @param removeDelay how long its removal takes
 * @param removeFailTimes how often removing it fails before it works
 */
public record SimulatedScript(
    Duration delay,
    boolean registers,
    String trouble,
    int failTimes,
    Optional<Silence> silence,
    Duration removeDelay,
    int removeFailTimes) {

  /** So often that it never works. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  /** A runtime that registers at once and beats for ever. */
  public static final SimulatedScript WELL_BEHAVED =
      new SimulatedScript(Duration.ZERO, true, "", 0, Optional.empty(), Duration.ZERO, 0);

  private static final String PARAMETER = "simulate";
  private static final int MAX_DIGITS = 9;
  private static final String WORDS =
      "delay:500ms, never-registers, fail, fail-times:2, silent-after:2s, silent-for:2s,"
          + " remove-delay:500ms, remove-fail-times:1, crash-loop, image-pull";

  /**
   * A time without heartbeats.
   *
   * @param after how long after the registration it begins
   * @param length how long it lasts; empty for ever
   */
  public record Silence(Duration after, Optional<Duration> length) {
    public Silence {
      if (after.isNegative() || length.filter(Duration::isNegative).isPresent()) {
        throw new IllegalArgumentException("a silence cannot begin or last a negative time");
      }
    }
  }

  /**
   * @throws IllegalArgumentException when a duration or a number is negative
   */
  public SimulatedScript {
    if (delay.isNegative() || removeDelay.isNegative() || failTimes < 0 || removeFailTimes < 0) {
      throw new IllegalArgumentException("a script cannot hold negative durations or numbers");
    }
  }

  /**
   * The script in the query of a wheel's URL; empty when the URL has none. Refused is a word that
   * is unknown, unreadable or given twice.
   */
  public static Parsed<Optional<SimulatedScript>> of(WheelUrl wheel) {
    var texts = new ArrayList<String>();
    for (var parameter : List.of(wheel.query().orElse("").split("&", -1))) {
      int equals = parameter.indexOf('=');
      if (equals >= 0 && decoded(parameter.substring(0, equals)).equals(PARAMETER)) {
        texts.add(decoded(parameter.substring(equals + 1)));
      }
    }
    return switch (texts.size()) {
      case 0 -> Parsed.valid(Optional.empty());
      case 1 -> parse(texts.getFirst()).map(Optional::of);
      default -> Parsed.invalid("The query has more than one parameter simulate");
    };
  }

  /** The script that such words tell, separated by commas; no word at all is well behaved. */
  public static Parsed<SimulatedScript> parse(String words) {
    Parsed<SimulatedScript> script = Parsed.valid(WELL_BEHAVED);
    if (words.isEmpty()) {
      return script;
    }
    var seen = new HashSet<String>();
    for (var word : words.split(",", -1)) {
      int colon = word.indexOf(':');
      var name = colon < 0 ? word : word.substring(0, colon);
      var value = colon < 0 ? "" : word.substring(colon);
      var position = seen.size() + 1;
      if (!seen.add(name)) {
        return Parsed.invalid("Word " + position + " of simulate is there twice");
      }
      script =
          script.then(
              before ->
                  before
                      .with(name, value)
                      .map(Parsed::valid)
                      .orElseGet(
                          () ->
                              Parsed.invalid(
                                  "Word " + position + " of simulate is none of: " + WORDS)));
    }
    return script;
  }

  /** The same, registering only after a while. */
  public SimulatedScript registeringAfter(Duration wait) {
    return new SimulatedScript(
        wait, registers, trouble, failTimes, silence, removeDelay, removeFailTimes);
  }

  /** The same, never registering. */
  public SimulatedScript neverRegistering() {
    return new SimulatedScript(
        delay, false, trouble, failTimes, silence, removeDelay, removeFailTimes);
  }

  /** The same, never registering, because it exits again and again. */
  public SimulatedScript crashLooping() {
    return troubled("crash loop");
  }

  /** The same, never registering, because its image cannot be fetched. */
  public SimulatedScript withoutImage() {
    return troubled("image pull");
  }

  /** The same, where applying always fails. */
  public SimulatedScript failing() {
    return failing(ALWAYS);
  }

  /** The same, where applying fails so often, and then works. */
  public SimulatedScript failing(int times) {
    return new SimulatedScript(
        delay, registers, trouble, times, silence, removeDelay, removeFailTimes);
  }

  /** The same, where heartbeats stop so long after the registration. */
  public SimulatedScript silentAfter(Duration wait) {
    return silent(new Silence(wait, silence.flatMap(Silence::length)));
  }

  /**
   * The same, where heartbeats stop for so long: from {@link #silentAfter} on, or else from the
   * registration on.
   */
  public SimulatedScript silentFor(Duration length) {
    return silent(
        new Silence(silence.map(Silence::after).orElse(Duration.ZERO), Optional.of(length)));
  }

  /** The same, where removal takes a while. */
  public SimulatedScript removedAfter(Duration wait) {
    return new SimulatedScript(
        delay, registers, trouble, failTimes, silence, wait, removeFailTimes);
  }

  /** The same, where removal fails so often, and then works. */
  public SimulatedScript failingRemovals(int times) {
    return new SimulatedScript(delay, registers, trouble, failTimes, silence, removeDelay, times);
  }

  private SimulatedScript troubled(String words) {
    return new SimulatedScript(
        delay, false, words, failTimes, silence, removeDelay, removeFailTimes);
  }

  private SimulatedScript silent(Silence next) {
    return new SimulatedScript(
        delay, registers, trouble, failTimes, Optional.of(next), removeDelay, removeFailTimes);
  }

  /**
   * This and one word more.
   *
   * @param value with its colon; empty when the word has none
   */
  private Optional<SimulatedScript> with(String name, String value) {
    return switch (name) {
      case "delay" -> duration(value).map(this::registeringAfter);
      case "never-registers" -> plain(value, neverRegistering());
      case "crash-loop" -> plain(value, crashLooping());
      case "image-pull" -> plain(value, withoutImage());
      case "fail" -> plain(value, failing());
      // Whatever the order: what always fails does not work after a few times.
      case "fail-times" -> number(value).map(times -> failing(Math.max(times, failTimes)));
      case "silent-after" -> duration(value).map(this::silentAfter);
      case "silent-for" -> duration(value).map(this::silentFor);
      case "remove-delay" -> duration(value).map(this::removedAfter);
      case "remove-fail-times" -> number(value).map(this::failingRemovals);
      default -> Optional.empty();
    };
  }

  private static Optional<SimulatedScript> plain(String value, SimulatedScript script) {
    return value.isEmpty() ? Optional.of(script) : Optional.empty();
  }

  private static Optional<Duration> duration(String value) {
    for (var unit : Unit.values()) {
      if (value.endsWith(unit.letters)) {
        var amount = number(value.substring(0, value.length() - unit.letters.length()));
        return amount.map(unit.length::multipliedBy);
      }
    }
    return Optional.empty();
  }

  /** In this order: what ends in {@code ms} ends in {@code s}. */
  private enum Unit {
    MILLISECONDS("ms", Duration.ofMillis(1)),
    SECONDS("s", Duration.ofSeconds(1)),
    MINUTES("m", Duration.ofMinutes(1)),
    HOURS("h", Duration.ofHours(1));

    private final String letters;
    private final Duration length;

    Unit(String letters, Duration length) {
      this.letters = letters;
      this.length = length;
    }
  }

  private static Optional<Integer> number(String value) {
    var digits = value.startsWith(":") ? value.substring(1) : "";
    return !digits.isEmpty()
            && digits.length() <= MAX_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Optional.of(Integer.parseInt(digits))
        : Optional.empty();
  }

  private static String decoded(String text) {
    // A plus is a plus in our URLs, and a wheel's URL has no bad escapes.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
