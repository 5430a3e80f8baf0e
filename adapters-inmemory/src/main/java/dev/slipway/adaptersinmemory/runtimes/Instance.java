package dev.slipway.adaptersinmemory.runtimes;

import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.version.SemVer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One simulated runtime. Guarded by its {@link SimulatedRuntimes}. */
final class Instance {

  /** How far it has come. */
  sealed interface Life {

    /** Registers at its next appointment. */
    record Coming() implements Life {}

    /** Never registers. */
    record Stuck() implements Life {}

    /**
     * Has registered.
     *
     * @param id its registration
     * @param interval how often it must be heard
     * @param since when it registered first
     */
    record Registered(RegistrationId id, Duration interval, Instant since) implements Life {}
  }

  private final Host host;
  private final long rollout;
  private final SemVer version;
  private final String image;
  private final String name;
  private final SimulatedScript script;
  private String token;
  private Life life;

  /**
   * @param name what it calls itself
   * @param token with which it talks to the platform
   */
  Instance(
      Host host,
      long rollout,
      SemVer version,
      String image,
      String name,
      SimulatedScript script,
      String token,
      Life life) {
    this.host = host;
    this.rollout = rollout;
    this.version = version;
    this.image = image;
    this.name = name;
    this.script = script;
    this.token = token;
    this.life = life;
  }

  Host host() {
    return host;
  }

  long rollout() {
    return rollout;
  }

  SemVer version() {
    return version;
  }

  String image() {
    return image;
  }

  String name() {
    return name;
  }

  SimulatedScript script() {
    return script;
  }

  String token() {
    return token;
  }

  Life life() {
    return life;
  }

  boolean isRegistered() {
    return life instanceof Life.Registered;
  }

  String trouble() {
    return life instanceof Life.Stuck ? script.trouble() : "";
  }

  void becomes(Life next) {
    life = next;
  }

  void takes(String fresh) {
    token = fresh;
  }

  /** When it beats next after a beat (or its registration) at {@code now}; empty for never. */
  Optional<Instant> nextBeat(Life.Registered registered, Instant now) {
    // However often a platform wants to be told, time must pass in between.
    var least = Duration.ofMillis(1);
    var interval = registered.interval();
    var regular = now.plus(interval.compareTo(least) < 0 ? least : interval);
    if (script.silence().isEmpty()) {
      return Optional.of(regular);
    }
    var silence = script.silence().get();
    var from = registered.since().plus(silence.after());
    if (regular.isBefore(from)) {
      return Optional.of(regular);
    }
    return silence.length().map(from::plus).map(until -> until.isAfter(regular) ? until : regular);
  }
}
