package dev.slipway.portstck.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.ProviderVersionEvent;
import dev.slipway.domain.catalogue.ProviderVersionMachine;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.delivery.Message;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationCounts;
import dev.slipway.domain.installation.InstallationEvent;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.InstallationMachine;
import dev.slipway.domain.installation.InstallationMachine.Outcome;
import dev.slipway.domain.installation.InstallerMessage;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.installation.SettingsEdit;
import dev.slipway.domain.installation.UpgradeRule;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.registration.Health;
import dev.slipway.domain.registration.HealthEvent;
import dev.slipway.domain.registration.HealthMachine;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.delivery.Claim;
import dev.slipway.ports.driven.delivery.Delivery;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.portstck.sample.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the steps of a walk do, as the use cases would. Belongs to one walk. */
final class Steps {

  /** More rounds of good work than anything can need. */
  static final int ROUNDS_TO_SETTLE = 60;

  private static final Set<String> OPERATIONS =
      Set.of("INSTALL_REQUESTED", "UPGRADE_REQUESTED", "UNINSTALL_REQUESTED", "SETTLE_REQUESTED");

  private static final Expected ABSENT = new Expected.Absent();

  private final Twins twins;
  private final List<Held> held = new ArrayList<>();
  private final List<Held> lost = new ArrayList<>();
  private final Map<String, String> messageIds = new HashMap<>();
  private final Set<RegistrationId> registrations = new LinkedHashSet<>();
  private Instant now;
  private int made;

  Steps(Twins twins, Instant start) {
    this.twins = twins;
    this.now = start;
  }

  Instant now() {
    return now;
  }

  Collection<RegistrationId> registrations() {
    return registrations;
  }

  private Store model() {
    return twins.model();
  }

  private int next() {
    made++;
    return made;
  }

  private Committed commit(String what, List<Change> changes) {
    return twins.commit(what, side -> changes);
  }

  void begin() {
    for (var tenant : Universe.TENANTS) {
      commit(
          "making " + tenant,
          List.of(new Change.PutOrganization(Samples.anOrganization(tenant.value()), ABSENT)));
    }
    commit(
        "registering a runtime version",
        List.of(new Change.PutRuntimeVersion(Samples.aRuntimeVersion("1.0.0"))));
    for (var name : Universe.PROVIDERS) {
      publish(name, Universe.VERSIONS.getFirst(), List.of());
    }
  }

  void advance(Duration time) {
    now = now.plus(time);
    twins.advance(time);
  }

  // -- The catalogue -------------------------------------------------------------------------

  void publish(ProviderName name, SemVer version, List<String> keys) {
    var id = new VersionId(name, version);
    var scene = model().catalogue().publishing(id);
    int edition = scene.provider().map(provider -> provider.value().edition()).orElse(0);
    var release =
        Samples.aProviderVersion(name.canonical(), version.text()).edition(edition).release();
    var next =
        scene
            .version()
            .map(
                stored ->
                    ProviderVersionMachine.apply(
                        stored.value(), new ProviderVersionEvent.Republished(release, now)))
            .orElseGet(
                () ->
                    new ProviderVersionMachine.Outcome.Moved(
                        new ProviderVersion.Published(release, now, now)));
    if (!(next instanceof ProviderVersionMachine.Outcome.Moved(var published))) {
      return;
    }
    var expected = scene.version().map(Versioned::expected).orElse(ABSENT);
    var changes = new ArrayList<Change>();
    changes.add(entry(name, scene.provider()));
    changes.addAll(offered(name, published, expected));
    changes.addAll(keeping(keys));
    commit("publishing " + id, changes);
  }

  private Change entry(ProviderName name, Optional<Versioned<Provider>> stored) {
    if (stored.isEmpty()) {
      return new Change.PutProvider(Samples.aProvider(name.canonical()).registered(), ABSENT);
    }
    return switch (stored.get().value()) {
      case Provider.Registered registered ->
          new Change.RequireProvider(name, stored.get().revision());
      case Provider.Deleted deleted ->
          new Change.PutProvider(
              deleted.registeredAgain(deleted.display(), now), stored.get().expected());
    };
  }

  private static List<Change> offered(
      ProviderName name, ProviderVersion published, Expected expected) {
    var changes = new ArrayList<Change>();
    changes.add(new Change.PutProviderVersion(published, expected));
    changes.add(new Change.CountProvider(name, 1, 0, 0));
    if (!published.version().isPreRelease()) {
      changes.add(new Change.Append(new InstallerMessage.VersionOffered(name, "").toMessage()));
    }
    return changes;
  }

  private List<Change> keeping(List<String> keys) {
    return keys.stream()
        .<Change>map(
            key -> new Change.Keep(Samples.aKeptAnswer("alfa", key, now.plus(Universe.RETENTION))))
        .toList();
  }

  void yank(ProviderName name, SemVer version) {
    change(name, version, new ProviderVersionEvent.YankAsked(Optional.of("reason " + next()), now));
  }

  void unyank(ProviderName name, SemVer version) {
    change(name, version, new ProviderVersionEvent.UnyankAsked(now));
  }

  void built(ProviderName name, SemVer version, boolean well) {
    var content = Samples.aProviderVersion(name.canonical(), version.text()).release().content();
    change(
        name,
        version,
        well
            ? new ProviderVersionEvent.Built(content, now)
            : new ProviderVersionEvent.BuildBroke("broke", now));
  }

  private void change(ProviderName name, SemVer version, ProviderVersionEvent event) {
    var id = new VersionId(name, version);
    var stored = model().catalogue().version(id);
    var provider = model().catalogue().provider(name);
    if (stored.isEmpty()
        || provider.isEmpty()
        || !(ProviderVersionMachine.apply(stored.get().value(), event)
            instanceof ProviderVersionMachine.Outcome.Moved(var next))) {
      return;
    }
    var changes = new ArrayList<Change>();
    changes.add(new Change.RequireProvider(name, provider.get().provider().revision()));
    if (next instanceof ProviderVersion.Published) {
      changes.addAll(offered(name, next, stored.get().expected()));
    } else {
      changes.add(new Change.PutProviderVersion(next, stored.get().expected()));
      if (stored.get().value() instanceof ProviderVersion.Published) {
        changes.add(new Change.CountProvider(name, -1, 0, 0));
      }
    }
    commit("changing " + id, changes);
  }

  void build(ProviderName name, SemVer version) {
    var provider = model().catalogue().provider(name);
    if (provider.isEmpty()) {
      return;
    }
    var building =
        Samples.aProviderVersion(name.canonical(), version.text())
            .edition(provider.get().provider().value().edition())
            .building();
    commit(
        "building " + building.id(),
        List.of(
            new Change.RequireProvider(name, provider.get().provider().revision()),
            new Change.PutProviderVersion(building, ABSENT)));
  }

  void delete(ProviderName name) {
    model()
        .catalogue()
        .provider(name)
        .ifPresent(
            view -> {
              var stored = view.provider();
              commit(
                  "deleting " + name,
                  List.of(new Change.PutProvider(stored.value().deleted(now), stored.expected())));
            });
  }

  void describe(ProviderName name) {
    model()
        .catalogue()
        .provider(name)
        .ifPresent(
            view -> {
              var stored = view.provider();
              var display =
                  Samples.aProvider(name.canonical())
                      .describedAs("Changed " + next())
                      .registered()
                      .display();
              commit(
                  "describing " + name,
                  List.of(
                      new Change.PutProvider(
                          stored.value().described(display, now), stored.expected())));
            });
  }

  void registerRuntime(SemVer version) {
    commit(
        "registering runtime version " + version,
        List.of(new Change.PutRuntimeVersion(Samples.aRuntimeVersion(version.text()))));
  }

  // -- Tenants -------------------------------------------------------------------------------

  /** Tried also where there is an installation already: then the race is lost. */
  void install(InstallationId id, SemVer version, UpgradeRule upgrades, List<String> keys) {
    var scene = model().installations().scene(id, new VersionChoice.Exact(version));
    if (!(scene.target().orElse(null) instanceof ProviderVersion.Published)) {
      return;
    }
    var specification =
        Samples.anInstallation(id.organization().value(), id.provider().canonical())
            .asking(version.text())
            .details()
            .desired();
    var moved =
        InstallationMachine.install(
            id, new Incarnation("ins_" + next()), specification, upgrades, now);
    var changes = new ArrayList<>(changes(moved, ABSENT, Optional.empty()));
    changes.addAll(keeping(keys));
    commit("installing " + id, changes);
  }

  /**
   * A tenant asks for something.
   *
   * @param late whether somebody else writes the row between the decision and its commit
   */
  void ask(InstallationId id, Function<Instant, InstallationEvent> event, boolean late) {
    stored(id).ifPresent(stored -> ask(id, stored, event.apply(now), late));
  }

  /** A tenant changes settings; {@code late} as of {@link #ask}. */
  void configure(InstallationId id, SettingsEdit edit, boolean late) {
    stored(id)
        .ifPresent(stored -> ask(id, stored, edit.asked(stored.value().details(), now), late));
  }

  private void ask(
      InstallationId id, Versioned<Installation> stored, InstallationEvent event, boolean late) {
    if (!(InstallationMachine.apply(stored.value(), event) instanceof Outcome.Moved moved)) {
      return;
    }
    if (late) {
      commit(
          "touching " + id, List.of(new Change.PutInstallation(stored.value(), stored.expected())));
    }
    var outcome =
        commit(
            "asking for " + event, changes(moved, stored.expected(), Optional.of(stored.value())));
    assertThat(outcome instanceof Committed.Stale).as("a lost race of %s", id).isEqualTo(late);
  }

  private Optional<Versioned<Installation>> stored(InstallationId id) {
    return model().installations().find(id).map(InstallationView::installation);
  }

  private static List<Change> changes(
      Outcome.Moved moved, Expected expected, Optional<Installation> before) {
    var changes = new ArrayList<Change>();
    changes.add(new Change.PutInstallation(moved.next(), expected));
    if (moved.supersedes()) {
      changes.add(new Change.Supersede(moved.next().id().deliveryKey(), OPERATIONS));
    }
    moved.messages().forEach(message -> changes.add(new Change.Append(message.toMessage())));
    changes.addAll(counts(before, Optional.of(moved.next())));
    return changes;
  }

  private static List<Change> counts(Optional<Installation> before, Optional<Installation> after) {
    var counts = InstallationCounts.between(before, after);
    var provider = before.or(() -> after).orElseThrow().id().provider();
    return counts.isZero()
        ? List.of()
        : List.of(new Change.CountProvider(provider, 0, counts.existing(), counts.installed()));
  }

  // -- Workers -------------------------------------------------------------------------------

  /** Claims all that is due, so that the order among equally due keys does not matter. */
  void claim() {
    var expected = byKey(twins.store(Twins.Side.MODEL));
    var actual = byKey(twins.store(Twins.Side.JUDGED));
    assertThat(described(actual)).as("what was claimed").isEqualTo(described(expected));
    for (var delivery : expected.values()) {
      var other = Optional.ofNullable(actual.get(key(delivery))).orElseThrow();
      assertThat(other.message()).hasToString(delivery.message().toString());
      assertThat(messageIds.computeIfAbsent(delivery.id(), id -> other.id()))
          .as("the id of %s at every delivery", delivery.message())
          .isEqualTo(other.id());
      noLongerHeld(delivery);
      held.add(new Held(delivery, other, now.plus(Universe.LEASE)));
    }
  }

  private static Map<String, Delivery> byKey(Store store) {
    return store.outbox().claim(100, Universe.LEASE).stream()
        .collect(Collectors.toMap(Steps::key, delivery -> delivery));
  }

  private static String key(Delivery delivery) {
    return delivery.claim().key().value();
  }

  private static Map<String, String> described(Map<String, Delivery> deliveries) {
    return deliveries.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> entry.getValue().message() + " attempt " + entry.getValue().attempt()));
  }

  /** Whoever held the key before has lost it: its lease must have run out. */
  private void noLongerHeld(Delivery delivery) {
    for (var list : List.of(held, lost)) {
      list.stream()
          .filter(one -> one.key().equals(delivery.claim().key()))
          .forEach(
              one ->
                  assertThat(one.until()).as("the lease of %s", one.key()).isBeforeOrEqualTo(now));
      list.removeIf(one -> one.key().equals(delivery.claim().key()));
    }
  }

  private Optional<Held> pick(int index) {
    return held.isEmpty() ? Optional.empty() : Optional.of(held.get(index % held.size()));
  }

  void retry(int index, Duration delay) {
    pick(index)
        .ifPresent(one -> giveBack(one, (store, claim) -> store.outbox().retryLater(claim, delay)));
  }

  void release(int index) {
    pick(index).ifPresent(one -> giveBack(one, (store, claim) -> store.outbox().release(claim)));
  }

  private interface GivingBack {
    boolean give(Store store, Claim claim);
  }

  private void giveBack(Held one, GivingBack giving) {
    held.remove(one);
    var expected = giving.give(twins.store(Twins.Side.MODEL), one.claim(Twins.Side.MODEL));
    var actual = giving.give(twins.store(Twins.Side.JUDGED), one.claim(Twins.Side.JUDGED));
    assertThat(actual).as("whether the claim of %s held", one.key()).isEqualTo(expected);
  }

  /** The worker dies: nobody speaks of its claim until its lease has run out. */
  void crash(int index) {
    pick(index)
        .ifPresent(
            one -> {
              held.remove(one);
              lost.add(one);
            });
  }

  /** It was not dead, only slow. */
  void comeBack() {
    if (!lost.isEmpty()) {
      held.add(lost.removeFirst());
    }
  }

  void renew() {
    var renewed = renew(Twins.Side.MODEL);
    assertThat(renew(Twins.Side.JUDGED)).as("which claims still held").isEqualTo(renewed);
    var end = now.plus(Universe.LEASE);
    held.replaceAll(one -> renewed.contains(one.key().value()) ? one.renewed(end) : one);
    held.removeIf(one -> !renewed.contains(one.key().value()));
  }

  private Set<String> renew(Twins.Side side) {
    var claims = held.stream().map(one -> one.claim(side)).toList();
    return twins.store(side).outbox().renew(claims, Universe.LEASE).stream()
        .map(claim -> claim.key().value())
        .collect(Collectors.toSet());
  }

  /**
   * One piece of work on a message, as the installer does it.
   *
   * @param well whether the world does as it is asked
   */
  void work(int index, boolean well) {
    pick(index).ifPresent(one -> work(one, well));
  }

  private void work(Held one, boolean well) {
    switch (InstallerMessage.parse(one.message())) {
      case Parsed.Invalid<InstallerMessage>(var reason) ->
          end(one, "parking", claim -> new Change.Park(claim, reason), List.of());
      case Parsed.Valid<InstallerMessage>(var message) -> {
        switch (message) {
          case InstallerMessage.InstallRequested(var id, var generation) ->
              bringOut(one, id, generation, well);
          case InstallerMessage.UpgradeRequested(var id, var generation) ->
              bringOut(one, id, generation, well);
          case InstallerMessage.UninstallRequested(var id, var generation) ->
              decide(
                  one,
                  id,
                  well
                      ? new InstallationEvent.Removed(generation)
                      : new InstallationEvent.RemovalFailed(generation, "stuck", now));
          case InstallerMessage.SettleRequested settle -> acknowledge(one, List.of());
          case InstallerMessage.UpgradeProposed(var id) -> propose(one, id);
          case InstallerMessage.VersionOffered(var provider, var after) ->
              acknowledge(
                  one,
                  model().installations().automatic(provider, after, 100).stream()
                      .<Change>map(
                          id ->
                              new Change.Append(
                                  new InstallerMessage.UpgradeProposed(id).toMessage()))
                      .toList());
        }
      }
    }
  }

  /** Two steps, as two commits: the row moves on, then the message ends. */
  private void bringOut(Held one, InstallationId id, long generation, boolean well) {
    var waits =
        stored(id)
            .filter(stored -> stored.value() instanceof Installation.Pending)
            .filter(stored -> stored.value().details().generation() == generation);
    if (waits.isPresent()) {
      var event = new InstallationEvent.WorkStarted(generation, Universe.DEADLINE, now);
      if (InstallationMachine.apply(waits.get().value(), event) instanceof Outcome.Moved moved) {
        commit(
            "starting " + id,
            changes(moved, waits.get().expected(), Optional.of(waits.get().value())));
      }
    } else if (well) {
      acknowledge(one, List.of());
    } else {
      decide(one, id, new InstallationEvent.DeployFailed(generation, "broke", now));
    }
  }

  private void propose(Held one, InstallationId id) {
    var target =
        stored(id)
            .map(stored -> stored.value().details())
            .flatMap(
                details ->
                    model()
                        .catalogue()
                        .automaticTarget(
                            id.provider(),
                            details.desired().version(),
                            details.upgrades().reach(details.desired().version())));
    if (target.isPresent()) {
      decide(one, id, new InstallationEvent.UpgradeProposed(target.get().version(), now));
    } else {
      acknowledge(one, List.of());
    }
  }

  private void decide(Held one, InstallationId id, InstallationEvent event) {
    var stored = stored(id);
    var outcome = stored.map(row -> InstallationMachine.apply(row.value(), event));
    List<Change> changes =
        switch (outcome.orElse(null)) {
          case Outcome.Moved moved ->
              changes(moved, stored.orElseThrow().expected(), stored.map(Versioned::value));
          case Outcome.Gone gone -> removal(stored.orElseThrow());
          case Outcome.Unchanged unchanged -> List.of();
          case Outcome.Refused refused -> List.of();
          case null -> List.of();
        };
    acknowledge(one, changes);
  }

  private static List<Change> removal(Versioned<Installation> stored) {
    var changes = new ArrayList<Change>();
    changes.add(new Change.RemoveInstallation(stored.value().id(), stored.revision()));
    changes.addAll(counts(Optional.of(stored.value()), Optional.empty()));
    return changes;
  }

  private void acknowledge(Held one, List<Change> changes) {
    end(one, "ending", Change.Acknowledge::new, changes);
  }

  private void end(Held one, String what, Function<Claim, Change> ending, List<Change> changes) {
    held.remove(one);
    twins.commit(
        what + " " + one.message(),
        side -> {
          var all = new ArrayList<>(changes);
          all.add(ending.apply(one.claim(side)));
          return all;
        });
  }

  void nonsense(InstallationId id) {
    commit(
        "appending nonsense",
        List.of(
            new Change.Append(
                new Message(
                    id.deliveryKey(),
                    "UNHEARD_OF",
                    Json.object().put("z", Json.number("1.0")).put("a", next()).build()))));
  }

  // -- Runtimes ------------------------------------------------------------------------------

  void register(InstallationId id, String instance, boolean bound) {
    var found = stored(id);
    if (found.isEmpty()) {
      return;
    }
    var details = found.get().value().details();
    var known = model().registrations().byInstance(id, instance);
    var registrationId =
        known.map(one -> one.value().id()).orElseGet(() -> new RegistrationId("reg_" + next()));
    var version = details.desired().version();
    long rollout = bound ? details.generation() : InstallationEvent.ANY_ROLLOUT;
    var event = new InstallationEvent.RuntimeRegistered(registrationId, version, rollout, now);
    if (!(InstallationMachine.apply(found.get().value(), event) instanceof Outcome.Moved moved)) {
      return;
    }
    var registration =
        new Registration(
            registrationId,
            id,
            details.incarnation(),
            instance,
            version,
            rollout,
            new Health.Healthy(),
            now,
            now);
    registrations.add(registrationId);
    var changes =
        new ArrayList<>(changes(moved, found.get().expected(), Optional.of(found.get().value())));
    changes.add(
        new Change.PutRegistration(registration, known.map(Versioned::expected).orElse(ABSENT)));
    commit("registering " + instance + " of " + id, changes);
  }

  void beat(InstallationId id, boolean well) {
    model()
        .installations()
        .find(id)
        .flatMap(InstallationView::registration)
        .ifPresent(
            stored ->
                judge(
                    stored,
                    well
                        ? new HealthEvent.HeardWell(now)
                        : new HealthEvent.HeardUnwell("slow", now)));
  }

  void silence() {
    model()
        .registrations()
        .silent(now, Universe.HEARTBEAT, 10)
        .forEach(stored -> judge(stored, new HealthEvent.SilenceChecked(Universe.HEARTBEAT, now)));
  }

  private void judge(Versioned<Registration> stored, HealthEvent event) {
    var next = HealthMachine.apply(stored.value(), event);
    commit(
        "judging " + stored.value().id(),
        List.of(new Change.PutRegistration(next, stored.expected())));
  }

  void deadlines() {
    for (var id : model().installations().overdue(now, 10)) {
      var stored = stored(id).orElseThrow();
      var event = new InstallationEvent.DeadlineChecked("no registration", Universe.DEADLINE, now);
      if (InstallationMachine.apply(stored.value(), event) instanceof Outcome.Moved moved) {
        commit(
            "ending the time of " + id,
            changes(moved, stored.expected(), Optional.of(stored.value())));
      }
    }
  }

  // -- Others --------------------------------------------------------------------------------

  // Packages. Each is tried whatever is there: then the race is lost.

  void bringIn(OrganizationId tenant, String word, SemVer version) {
    var sample = Universe.aPackage(tenant, word).importedAt(now).startingWith(version.text());
    commit("bringing package " + word + " in", List.of(sample.created()));
  }

  void register(OrganizationId tenant, String word, SemVer version) {
    var next =
        Samples.aPackageVersion(Universe.aPackage(tenant, word).key(), version.text())
            .called(tenant + word + next())
            .madeAt(now)
            .version();
    commit("registering " + version, List.of(new Change.AddPackageVersion(next)));
  }

  void removePackage(OrganizationId tenant, String word, boolean late) {
    var key = Universe.aPackage(tenant, word).key();
    var etag = model().packages().find(key).map(RegisteredPackage::etag).orElse(Etag.FIRST);
    commit(
        "removing package " + word,
        List.of(new Change.RemovePackage(key, late ? etag.next() : etag)));
  }

  void connect(OrganizationId tenant, String word, String registry) {
    commit(
        "connecting to " + registry,
        List.of(
            new Change.PutRegistryConnection(
                Samples.aRegistryConnection(tenant.value(), tenant + word, registry))));
  }

  void useConnection(OrganizationId tenant, String word) {
    for (var side : Twins.Side.values()) {
      twins.store(side).registryConnections().noteUse(tenant, connection(tenant, word), now);
    }
  }

  void disconnect(OrganizationId tenant, String word) {
    commit(
        "removing connection " + word,
        List.of(new Change.RemoveRegistryConnection(tenant, connection(tenant, word))));
  }

  private static RegistryConnectionId connection(OrganizationId tenant, String word) {
    return new RegistryConnectionId("rcon_" + tenant + word);
  }

  /** Tried also where there is such a token already: then the race is lost. */
  void makeToken(String id) {
    commit(
        "making " + id,
        List.of(
            new Change.PutToken(Samples.aToken("alfa").called(id).madeAt(now).token(), ABSENT)));
  }

  void revokeToken(String id) {
    model()
        .tokens()
        .find(new TokenId(id))
        .ifPresent(
            owner ->
                commit(
                    "revoking " + id,
                    List.of(
                        new Change.PutToken(
                            owner.token().value().revoked(now), owner.token().expected()))));
  }

  void useToken(String id) {
    for (var side : Twins.Side.values()) {
      twins.store(side).tokens().noteUse(Map.of(new TokenId(id), now));
    }
  }

  void acquire(String name, String holder) {
    twins.both("acquiring " + name, store -> store.leases().acquire(name, holder, Universe.LEASE));
  }

  void take(String name, String holder) {
    for (var side : Twins.Side.values()) {
      twins.store(side).leases().take(name, holder, Universe.LEASE);
    }
  }

  void release(String name, String holder) {
    for (var side : Twins.Side.values()) {
      twins.store(side).leases().release(name, holder);
    }
  }

  void keepHouse() {
    twins.both("removing expired answers", store -> store.answers().removeExpired(now, 1));
    var hourAgo = now.minus(Duration.ofHours(1));
    twins.both(
        "removing stale registrations", store -> store.registrations().removeStale(hourAgo, 1));
  }

  // -- The end -------------------------------------------------------------------------------

  /** What good workers do until nothing is left to do. */
  static List<Step> goodWork() {
    return List.of(
        Step.of("let time pass", steps -> steps.advance(Universe.DEADLINE)),
        Step.of("look at deadlines", Steps::deadlines),
        Step.of("claim", Steps::claim),
        Step.asking("work on one", steps -> steps.work(0, true)),
        Step.asking("work on it again", steps -> steps.work(0, true)),
        Step.asking("work on another", steps -> steps.work(0, true)));
  }

  void redeployAll() {
    for (var installation : all()) {
      ask(
          installation.id(),
          at -> new InstallationEvent.RedeployAsked(installation.details().desired().version(), at),
          false);
    }
  }

  void uninstallAll() {
    all().forEach(one -> ask(one.id(), InstallationEvent.UninstallAsked::new, false));
  }

  void deleteAll() {
    assertThat(all()).as("what good workers removed").isEmpty();
    Universe.PROVIDERS.forEach(this::delete);
    for (var name : Universe.PROVIDERS) {
      assertThat(model().catalogue().provider(name)).as("%s, deleted", name).isEmpty();
    }
  }

  private List<Installation> all() {
    return model().installations().all(Optional.empty(), 100).stream()
        .map(Versioned::value)
        .toList();
  }

  boolean isSettled() {
    return model().outbox().size() == 0 && unsettled().isEmpty();
  }

  void requireSettled() {
    assertThat(unsettled()).as("operations for which nobody works").isEmpty();
    assertThat(model().outbox().size()).as("messages that never end").isZero();
  }

  private List<Installation> unsettled() {
    return all().stream()
        .filter(
            one ->
                one instanceof Installation.Pending
                    || one instanceof Installation.Processing
                    || one instanceof Installation.Deleting)
        .toList();
  }
}
