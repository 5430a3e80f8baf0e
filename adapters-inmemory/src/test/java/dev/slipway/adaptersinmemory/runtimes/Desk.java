package dev.slipway.adaptersinmemory.runtimes;

import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driving.registration.RegisterRuntime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The platform as a runtime sees it: a desk where one registers, with a diary of who came when. Its
 * answers can be changed. Tokens are the text of what they say. Thread-safe.
 */
final class Desk implements RegisterRuntime {

  static final Duration INTERVAL = Duration.ofSeconds(10);

  record Entry(Instant at, String what, String who) {}

  private final InstantSource clock;
  private final Map<String, RuntimeIdentity> tokens = new HashMap<>();
  private final Map<String, RegistrationId> byInstance = new HashMap<>();
  private final Set<RegistrationId> known = new HashSet<>();
  private final List<Entry> diary = new ArrayList<>();
  private Optional<RuntimeRegistration> answerToRegistration = Optional.empty();
  private Optional<Heartbeat> answerToHeartbeat = Optional.empty();
  private boolean open = true;
  private int minted;

  Desk(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes a token for good from now on. */
  synchronized String knows(String token, RuntimeIdentity identity) {
    tokens.put(token, identity);
    return token;
  }

  synchronized void forgetsTokens() {
    tokens.clear();
  }

  synchronized void forgetsRegistrations() {
    known.clear();
    byInstance.clear();
  }

  synchronized void answersRegistrations(RuntimeRegistration answer) {
    answerToRegistration = Optional.of(answer);
  }

  synchronized void answersHeartbeats(Heartbeat answer) {
    answerToHeartbeat = Optional.of(answer);
  }

  synchronized void answersHeartbeatsAgain() {
    answerToHeartbeat = Optional.empty();
  }

  synchronized void isOpen(boolean next) {
    open = next;
  }

  /** When something was done, counted in milliseconds from a time. */
  synchronized List<Long> times(String what, Instant from) {
    return diary.stream()
        .filter(entry -> entry.what().equals(what))
        .map(entry -> Duration.between(from, entry.at()).toMillis())
        .toList();
  }

  synchronized List<String> instances() {
    return diary.stream().filter(entry -> entry.what().equals("register")).map(Entry::who).toList();
  }

  synchronized Set<String> validTokens() {
    return Set.copyOf(tokens.keySet());
  }

  @Override
  public synchronized RuntimeAuthentication authenticate(String token) {
    var identity = tokens.get(token);
    return identity == null
        ? new RuntimeAuthentication.Refused("unknown")
        : new RuntimeAuthentication.Holder(identity);
  }

  @Override
  public synchronized RuntimeRegistration register(
      RuntimeIdentity identity, RegisterCommand command) {
    if (!open) {
      throw new StorageUnavailable("the desk is closed");
    }
    diary.add(new Entry(clock.instant(), "register", command.instanceId()));
    if (answerToRegistration.isPresent()) {
      return answerToRegistration.get();
    }
    var before = byInstance.get(command.instanceId());
    var id = before != null ? before : new RegistrationId("reg_" + byInstance.size());
    byInstance.put(command.instanceId(), id);
    known.add(id);
    var fresh = renewal(identity);
    var welcome =
        new Welcome(
            id,
            INTERVAL,
            Duration.ofSeconds(10),
            Duration.ofSeconds(300),
            fresh.token(),
            fresh.expiresAt());
    return before != null
        ? new RuntimeRegistration.KnownInstance(welcome)
        : new RuntimeRegistration.Registered(welcome);
  }

  @Override
  public synchronized Heartbeat heartbeat(RuntimeIdentity identity, RegistrationId id, Beat beat) {
    if (!open) {
      throw new StorageUnavailable("the desk is closed");
    }
    diary.add(new Entry(clock.instant(), "beat", id.value()));
    if (answerToHeartbeat.isPresent()) {
      return answerToHeartbeat.get();
    }
    return known.contains(id)
        ? new Heartbeat.Heard(Optional.empty(), false)
        : new Heartbeat.UnknownRegistration(id);
  }

  synchronized Renewal renewal(RuntimeIdentity identity) {
    var token = "fresh-" + minted++;
    tokens.put(token, identity);
    return new Renewal(token, clock.instant().plus(Duration.ofMinutes(15)));
  }
}
