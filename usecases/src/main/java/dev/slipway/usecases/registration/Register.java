package dev.slipway.usecases.registration;

import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.installation.Details;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationEvent;
import dev.slipway.domain.installation.InstallationMachine;
import dev.slipway.domain.installation.InstallationMachine.Outcome;
import dev.slipway.domain.installation.InstallationMachine.Refusal;
import dev.slipway.domain.installation.InstallerMessage;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.registration.Health;
import dev.slipway.domain.registration.HealthEvent;
import dev.slipway.domain.registration.HealthMachine;
import dev.slipway.domain.registration.Registration;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.Installations;
import dev.slipway.ports.driven.registration.Registrations;
import dev.slipway.ports.driven.registration.Registrations.Registered;
import dev.slipway.ports.driving.registration.RegisterRuntime;
import dev.slipway.usecases.decision.Deciding;
import dev.slipway.usecases.installation.InstallationChanges;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;

/** Keeps {@link RegisterRuntime}. Thread-safe. */
public final class Register implements RegisterRuntime {

  private final Installations installations;
  private final Registrations registrations;
  private final Commits commits;
  private final RuntimeTokens tokens;
  private final Ids ids;
  private final InstantSource clock;
  private final RegistrationRules rules;

  @Inject
  public Register(
      Installations installations,
      Registrations registrations,
      Commits commits,
      RuntimeTokens tokens,
      Ids ids,
      InstantSource clock,
      RegistrationRules rules) {
    this.installations = installations;
    this.registrations = registrations;
    this.commits = commits;
    this.tokens = tokens;
    this.ids = ids;
    this.clock = clock;
    this.rules = rules;
  }

  @Override
  public RuntimeAuthentication authenticate(String token) {
    return switch (tokens.verify(token)) {
      case Parsed.Valid<RuntimeIdentity>(var identity) ->
          new RuntimeAuthentication.Holder(identity);
      case Parsed.Invalid<RuntimeIdentity>(var reason) -> new RuntimeAuthentication.Refused(reason);
    };
  }

  @Override
  public RuntimeRegistration register(RuntimeIdentity identity, RegisterCommand command) {
    if (!identity.installation().provider().equals(command.provider())) {
      return new RuntimeRegistration.OtherProvider(command.provider());
    }
    return Deciding.again(
        "Registering a runtime of " + identity.installation(), () -> attempt(identity, command));
  }

  private Optional<RuntimeRegistration> attempt(RuntimeIdentity identity, RegisterCommand command) {
    var found =
        installations
            .find(identity.installation())
            .filter(view -> sameIncarnation(identity, view.installation().value()));
    if (found.isEmpty()) {
      return Optional.of(new RuntimeRegistration.Superseded("The installation is gone"));
    }
    var view = found.get();
    var now = clock.instant();
    var known = known(identity, command, view);
    var same = known.filter(one -> isSame(one.value(), identity, command));
    if (same.isPresent() && counts(view, same.get().value().id())) {
      var heard = HealthMachine.apply(same.get().value(), new HealthEvent.RegisteredAgain(now));
      return commits.commit(Commit.of(new Change.PutRegistration(heard, same.get().expected())))
              instanceof Committed.Done
          ? Optional.of(new RuntimeRegistration.KnownInstance(welcome(identity, heard.id())))
          : Optional.empty();
    }
    var registration = fresh(identity, command, known, now);
    var event =
        new InstallationEvent.RuntimeRegistered(
            registration.id(), command.version(), identity.rollout(), now);
    return switch (InstallationMachine.apply(view.installation().value(), event)) {
      case Outcome.Refused(Refusal.OtherVersion(var expected)) ->
          Optional.of(new RuntimeRegistration.OtherVersion(expected));
      case Outcome.Refused(Refusal.Superseded(var current)) ->
          Optional.of(
              new RuntimeRegistration.Superseded(
                  "The installation is " + current.word() + " and waits for no such runtime"));
      case Outcome.Refused refused ->
          throw new IllegalStateException("a runtime asked for nothing: " + refused);
      case Outcome.Unchanged unchanged ->
          throw new IllegalStateException("a registration counts or is refused");
      case Outcome.Gone gone -> throw new IllegalStateException("a registration removes nothing");
      case Outcome.Moved moved -> {
        var changes = new ArrayList<>(InstallationChanges.of(view.installation(), moved));
        tellTheWorld(moved).ifPresent(changes::add);
        changes.add(
            new Change.PutRegistration(
                registration, known.map(Versioned::expected).orElseGet(Expected.Absent::new)));
        yield commits.commit(new Commit(changes)) instanceof Committed.Done
            ? Optional.of(
                same.isPresent()
                    ? new RuntimeRegistration.KnownInstance(welcome(identity, registration.id()))
                    : new RuntimeRegistration.Registered(welcome(identity, registration.id())))
            : Optional.empty();
      }
    };
  }

  /**
   * What serves has registered again, after its pod was lost, say: the world must let it serve
   * again, as it did at first. While something else is in flight, the end of that tells it.
   */
  private static Optional<Change> tellTheWorld(Outcome.Moved moved) {
    var details = moved.next().details();
    return switch (moved.next()) {
      case Installation.Ready ready -> settled(moved, details);
      case Installation.Failed failed -> settled(moved, details);
      case Installation.Pending pending -> Optional.empty();
      case Installation.Processing processing -> Optional.empty();
      case Installation.Deleting deleting -> Optional.empty();
    };
  }

  private static Optional<Change> settled(Outcome.Moved moved, Details details) {
    return moved.messages().isEmpty()
        ? Optional.of(
            new Change.Append(
                new InstallerMessage.SettleRequested(details.id(), details.generation())
                    .toMessage()))
        : Optional.empty();
  }

  @Override
  public Heartbeat heartbeat(RuntimeIdentity identity, RegistrationId id, Beat beat) {
    return Deciding.again("Heartbeat of " + id, () -> beat(identity, id, beat));
  }

  private Optional<Heartbeat> beat(RuntimeIdentity identity, RegistrationId id, Beat beat) {
    var found =
        registrations
            .find(id)
            .filter(
                one ->
                    one.registration()
                        .value()
                        .installation()
                        .organization()
                        .equals(identity.installation().organization()));
    if (found.isEmpty()) {
      return Optional.of(new Heartbeat.UnknownRegistration(id));
    }
    var registered = found.get();
    var installation = registered.installation().installation().value();
    if (!installation.id().equals(identity.installation())) {
      return Optional.of(new Heartbeat.OtherProvider());
    }
    if (installation instanceof Installation.Deleting) {
      return Optional.of(new Heartbeat.Revoked());
    }
    if (!sameIncarnation(identity, installation)
        || !registered.registration().value().incarnation().equals(identity.incarnation())) {
      return Optional.of(new Heartbeat.UnknownRegistration(id));
    }
    var now = clock.instant();
    var event =
        switch (beat) {
          case Beat.Well well -> new HealthEvent.HeardWell(now);
          case Beat.Unwell(var message) -> new HealthEvent.HeardUnwell(message, now);
        };
    var stored = registered.registration();
    var next = HealthMachine.apply(stored.value(), event);
    return commits.commit(Commit.of(new Change.PutRegistration(next, stored.expected())))
            instanceof Committed.Done
        ? Optional.of(new Heartbeat.Heard(renewal(identity, now), drains(registered)))
        : Optional.empty();
  }

  private Optional<Renewal> renewal(RuntimeIdentity identity, Instant now) {
    var halfLife = identity.expiresAt().minus(RuntimeTokens.LIFETIME.dividedBy(2));
    return now.isBefore(halfLife)
        ? Optional.empty()
        : Optional.of(
            tokens.mint(identity.installation(), identity.incarnation(), identity.rollout()));
  }

  /** Whether something newer serves in a runtime's place. */
  private static boolean drains(Registered registered) {
    var registration = registered.registration().value();
    var details = registered.installation().installation().value().details();
    var serves =
        details
            .running()
            .map(
                rollout ->
                    rollout.specification().version().equals(registration.version())
                        && (registration.rollout() == InstallationEvent.ANY_ROLLOUT
                            || registration.rollout() == rollout.number()))
            .orElse(true);
    return !serves && !details.registration().equals(Optional.of(registration.id()));
  }

  private Optional<Versioned<Registration>> known(
      RuntimeIdentity identity, RegisterCommand command, InstallationView view) {
    var current =
        view.registration().filter(one -> one.value().instanceId().equals(command.instanceId()));
    return current.isPresent()
        ? current
        : registrations.byInstance(identity.installation(), command.instanceId());
  }

  private Registration fresh(
      RuntimeIdentity identity,
      RegisterCommand command,
      Optional<Versioned<Registration>> known,
      Instant now) {
    return new Registration(
        known.map(one -> one.value().id()).orElseGet(() -> new RegistrationId(ids.next("reg"))),
        identity.installation(),
        identity.incarnation(),
        command.instanceId(),
        command.version(),
        identity.rollout(),
        new Health.Healthy(),
        now,
        now);
  }

  private static boolean isSame(
      Registration registration, RuntimeIdentity identity, RegisterCommand command) {
    return registration.version().equals(command.version())
        && registration.rollout() == identity.rollout();
  }

  private static boolean counts(InstallationView view, RegistrationId id) {
    return view.installation().value().details().registration().equals(Optional.of(id))
        && !(view.installation().value() instanceof Installation.Pending)
        && !(view.installation().value() instanceof Installation.Processing)
        && !(view.installation().value() instanceof Installation.Deleting);
  }

  private static boolean sameIncarnation(RuntimeIdentity identity, Installation installation) {
    return installation.details().incarnation().equals(identity.incarnation());
  }

  private Welcome welcome(RuntimeIdentity identity, RegistrationId id) {
    var fresh = tokens.mint(identity.installation(), identity.incarnation(), identity.rollout());
    return new Welcome(
        id,
        rules.heartbeatInterval(),
        rules.lease(),
        rules.dispatchDeadline(),
        fresh.token(),
        fresh.expiresAt());
  }
}
