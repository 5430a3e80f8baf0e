package dev.slipway.adapterspostgres;

import dev.slipway.domain.catalogue.Author;
import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.packages.PackageId;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.registration.Health;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.answer.IdempotencyKey;
import dev.slipway.ports.driven.answer.KeptAnswer;
import dev.slipway.ports.driven.catalogue.CatalogueQuery;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.commit.Revision;
import dev.slipway.ports.driven.lease.Leases;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements of one commit, in the order in which they are sent.
 *
 * <p>The order is the same for every commit: the kept answer, then kind by kind, and within a kind
 * by identity, whatever the order of the changes. Two commits that touch the same rows meet at the
 * first of them, and never wait for each other in a circle. What others stand on comes first, too.
 *
 * @param steps the statements between the beginning and the end of the transaction
 * @param appends whether there is a message for somebody to hear of
 * @param kept under which key an answer is to be kept
 * @param summary the commit in a few words, for messages
 */
record Flight(List<Step> steps, boolean appends, Optional<IdempotencyKey> kept, String summary) {

  /** Lost when the expectation of a step does not hold; told by what the database says. */
  interface Losing {
    Lost lost(PgException refusal);
  }

  /**
   * One statement.
   *
   * @param given what it is given
   * @param losing what is lost when its expectation does not hold
   */
  record Step(Statement statement, Tuple given, Losing losing) {}

  /** The statements of a commit, with what is secret in them sealed. */
  static Flight of(Commit commit, ConfigCipher cipher) {
    return new Planner(commit, cipher).plan();
  }

  /** Sorts the changes of a commit and turns each into its statements. */
  private static final class Planner {

    private final Commit commit;
    private final ConfigCipher cipher;
    private final List<Step> steps = new ArrayList<>();

    Planner(Commit commit, ConfigCipher cipher) {
      this.commit = commit;
      this.cipher = cipher;
    }

    Flight plan() {
      changes(Change.Keep.class).map(Change.Keep::answer).forEach(this::keep);
      sorted(Change.PutOrganization.class, put -> put.next().id().value()).forEach(this::put);
      sorted(Change.PutToken.class, put -> put.next().id().value()).forEach(this::put);
      providers();
      sorted(Change.PutRuntimeVersion.class, put -> put.next().version().sortKey().hex())
          .forEach(this::put);
      sorted(Change.PutProviderVersion.class, Planner::place).forEach(this::put);
      installations();
      sorted(Change.PutRegistration.class, put -> put.next().id().value()).forEach(this::put);
      packages();
      registryConnections();
      messages();
      return new Flight(
          List.copyOf(steps),
          changes(Change.Append.class).findAny().isPresent(),
          changes(Change.Keep.class).map(keep -> keep.answer().key()).findFirst(),
          summary());
    }

    private static String place(Change.PutProviderVersion put) {
      return put.next().id().provider().canonical() + " " + put.next().version().sortKey().hex();
    }

    private String summary() {
      var names =
          commit.changes().stream()
              .map(change -> change.getClass().getSimpleName())
              .distinct()
              .limit(6)
              .toList();
      return "committing " + String.join(", ", names);
    }

    private <C extends Change> Stream<C> changes(Class<C> kind) {
      return commit.changes().stream().filter(kind::isInstance).map(kind::cast);
    }

    private <C extends Change> Stream<C> sorted(Class<C> kind, Function<C, String> identity) {
      return changes(kind).sorted(Comparator.comparing(identity));
    }

    private void step(Statement statement, Tuple given, Losing losing) {
      steps.add(new Step(statement, given, losing));
    }

    private void step(Statement statement, Tuple given, Lost lost) {
      step(statement, given, refusal -> lost);
    }

    private static Lost moved(String what) {
      return new Lost.Moved(what);
    }

    private void keep(KeptAnswer answer) {
      var key = answer.key();
      var stored = StoredAnswer.seal(answer, cipher);
      step(
          KeepingStatement.KEEP_ANSWER,
          Given.of(
              key.organization().value(),
              key.route(),
              key.key(),
              stored.fingerprint(),
              answer.status(),
              stored.body(),
              Given.time(answer.expiresAt())),
          moved("the answer kept for " + key.route()));
    }

    // Tenants.

    private void put(Change.PutOrganization put) {
      Organization next = put.next();
      Losing losing =
          refusal ->
              "organizations_slug".equals(refusal.getConstraint())
                  ? new Lost.SlugTaken(next.slug())
                  : moved("organization " + next.id());
      switch (put.expected()) {
        case Expected.Absent absent ->
            step(
                TenancyStatement.ADD_ORGANIZATION,
                Given.of(
                    next.id().value(),
                    next.slug().value(),
                    next.name(),
                    Given.time(next.createdAt())),
                losing);
        case Expected.At(var revision) ->
            step(
                TenancyStatement.CHANGE_ORGANIZATION,
                Given.of(
                    next.id().value(),
                    revision.number(),
                    next.slug().value(),
                    next.name(),
                    Given.time(next.createdAt())),
                losing);
      }
    }

    private void put(Change.PutToken put) {
      ApiToken next = put.next();
      var values =
          Given.of(
              next.id().value(),
              next.digest().hex(),
              next.organization().value(),
              next.name(),
              next.scopes().stream().map(Scope::word).toArray(String[]::new),
              Given.time(next.createdAt()),
              Given.time(next.expiresAt()),
              Given.time(next.lastUsedAt()),
              Given.time(next.revokedAt()),
              next.prefix());
      var lost = moved("token " + next.id());
      switch (put.expected()) {
        case Expected.Absent absent -> step(TenancyStatement.ADD_TOKEN, values, lost);
        case Expected.At(var revision) ->
            step(TenancyStatement.CHANGE_TOKEN, values.addLong(revision.number()), lost);
      }
    }

    // Providers: entry, counters and requirement of one of them belong together.

    private void providers() {
      var puts = byProvider(Change.PutProvider.class, put -> put.next().name());
      var counts = byProvider(Change.CountProvider.class, Change.CountProvider::provider);
      var requires = byProvider(Change.RequireProvider.class, Change.RequireProvider::provider);
      var names = new TreeSet<>(puts.keySet());
      names.addAll(counts.keySet());
      names.addAll(requires.keySet());
      for (ProviderName name : names) {
        var put = puts.get(name);
        var count = counts.get(name);
        var require = requires.get(name);
        if (put != null) {
          put(put, count == null ? new Change.CountProvider(name, 0, 0, 0) : count);
          if (require != null && !put.expected().equals(new Expected.At(require.revision()))) {
            lose(moved("provider " + name));
          }
        } else if (count != null && require != null) {
          count(count, require);
        } else if (count != null) {
          count(count);
        } else if (require != null) {
          require(require);
        }
      }
    }

    private <C extends Change> Map<ProviderName, C> byProvider(
        Class<C> kind, Function<C, ProviderName> name) {
      return changes(kind).collect(Collectors.toMap(name, change -> change));
    }

    private void put(Change.PutProvider put, Change.CountProvider count) {
      Provider next = put.next();
      boolean deleted = next instanceof Provider.Deleted;
      if (deleted && count.existing() > 0) {
        lose(new Lost.ProviderGone(next.name()));
        return;
      }
      var owner =
          next.author() instanceof Author.Customer customer
              ? customer.organization().value()
              : null;
      var display = next.display();
      var values =
          Given.of(
              next.name().canonical(),
              owner,
              deleted,
              next.edition(),
              (long) count.published(),
              (long) count.existing(),
              (long) count.installed(),
              CatalogueQuery.folded(display.displayName()),
              CatalogueQuery.folded(display.description()),
              Given.texts(display.tags()),
              ProviderDocument.write(next));
      Losing losing = refusal -> lostProvider(next.name(), refusal);
      switch (put.expected()) {
        case Expected.Absent absent -> step(CatalogueStatement.ADD_PROVIDER, values, losing);
        case Expected.At(var revision) ->
            step(CatalogueStatement.CHANGE_PROVIDER, values.addLong(revision.number()), losing);
      }
    }

    private static Lost lostProvider(ProviderName name, PgException refusal) {
      return switch (refusal.getSqlState()) {
        case Refusals.PROVIDER_INSTALLED ->
            new Lost.ProviderInstalled(name, Long.parseLong(refusal.getDetail()));
        case Refusals.PROVIDER_GONE -> new Lost.ProviderGone(name);
        case Refusals.CHECK -> moved("the counters of provider " + name);
        default -> moved("provider " + name);
      };
    }

    private void count(Change.CountProvider count) {
      step(
          CatalogueStatement.COUNT_PROVIDER,
          moves(count),
          refusal -> lostProvider(count.provider(), refusal));
    }

    private void count(Change.CountProvider count, Change.RequireProvider require) {
      step(
          CatalogueStatement.COUNT_REQUIRED_PROVIDER,
          moves(count).addLong(require.revision().number()),
          refusal -> lostProvider(count.provider(), refusal));
    }

    private static Tuple moves(Change.CountProvider count) {
      return Given.of(
          count.provider().canonical(),
          (long) count.published(),
          (long) count.existing(),
          (long) count.installed());
    }

    private void require(Change.RequireProvider require) {
      step(
          CatalogueStatement.REQUIRE_PROVIDER,
          Given.of(require.provider().canonical(), require.revision().number()),
          moved("provider " + require.provider()));
    }

    /** What this commit expects cannot be, whatever is stored. */
    private void lose(Lost lost) {
      step(CatalogueStatement.LOSE, Given.of(Refusals.MOVED), lost);
    }

    // Versions.

    private void put(Change.PutRuntimeVersion put) {
      var next = put.next();
      step(
          CatalogueStatement.ADD_RUNTIME_VERSION,
          Given.of(
              Given.bytes(next.version().sortKey()),
              next.version().text(),
              next.version().isPreRelease(),
              next.imageUrl(),
              next.changelog().orElse(null),
              Given.time(next.releasedAt())),
          moved("runtime version " + next.version()));
    }

    private void put(Change.PutProviderVersion put) {
      ProviderVersion next = put.next();
      var values =
          Given.of(
              next.id().provider().canonical(),
              Given.bytes(next.version().sortKey()),
              next.version().text(),
              next.version().isPreRelease(),
              next.release().edition(),
              next instanceof ProviderVersion.Published,
              VersionDocument.write(next));
      Losing losing =
          refusal ->
              refusal.getSqlState().equals(Refusals.PROVIDER_GONE)
                  ? new Lost.ProviderGone(next.id().provider())
                  : moved("version " + next.id());
      switch (put.expected()) {
        case Expected.Absent absent -> step(CatalogueStatement.ADD_VERSION, values, losing);
        case Expected.At(var revision) ->
            step(CatalogueStatement.CHANGE_VERSION, values.addLong(revision.number()), losing);
      }
    }

    // Installations and registrations.

    private void installations() {
      commit.changes().stream()
          .flatMap(
              change ->
                  switch (change) {
                    case Change.PutInstallation put ->
                        Stream.of(Map.entry(put.next().id().toString(), change));
                    case Change.RemoveInstallation remove ->
                        Stream.of(Map.entry(remove.id().toString(), change));
                    default -> Stream.<Map.Entry<String, Change>>empty();
                  })
          .sorted(Map.Entry.comparingByKey())
          .map(Map.Entry::getValue)
          .forEach(
              change -> {
                if (change instanceof Change.PutInstallation put) {
                  put(put);
                } else if (change instanceof Change.RemoveInstallation remove) {
                  remove(remove);
                }
              });
    }

    private void put(Change.PutInstallation put) {
      Installation next = put.next();
      var details = next.details();
      var values =
          Given.of(
              next.id().organization().value(),
              next.id().provider().canonical(),
              details.incarnation().value(),
              details.registration().map(RegistrationId::value).orElse(null),
              details.upgrades().policy() == UpgradePolicy.AUTO,
              next instanceof Installation.Processing processing
                  ? Given.time(processing.registrationDeadline())
                  : null,
              InstallationDocument.write(next, cipher));
      var lost = moved("installation " + next.id());
      switch (put.expected()) {
        case Expected.Absent absent -> step(InstallationStatement.ADD_INSTALLATION, values, lost);
        case Expected.At(var revision) ->
            step(
                InstallationStatement.CHANGE_INSTALLATION, values.addLong(revision.number()), lost);
      }
    }

    private void remove(Change.RemoveInstallation remove) {
      OrganizationId tenant = remove.id().organization();
      ProviderName provider = remove.id().provider();
      Revision revision = remove.revision();
      var lost = moved("installation " + remove.id());
      step(
          InstallationStatement.REMOVE_INSTALLATION,
          Given.of(tenant.value(), provider.canonical(), revision.number()),
          lost);
      step(
          InstallationStatement.REMOVE_REGISTRATIONS,
          Given.of(tenant.value(), provider.canonical()),
          lost);
      step(KeepingStatement.REMOVE_LEASE, Given.of(Leases.ofRuntime(remove.id())), lost);
    }

    private void put(Change.PutRegistration put) {
      Registration next = put.next();
      var values =
          Given.of(
              next.id().value(),
              next.installation().organization().value(),
              next.installation().provider().canonical(),
              next.incarnation().value(),
              next.instanceId(),
              next.health() instanceof Health.Healthy,
              PostgresRegistrations.minute(next.lastHeartbeatAt()),
              Given.time(next.lastHeartbeatAt()),
              RegistrationDocument.write(next));
      var lost = moved("registration " + next.id());
      switch (put.expected()) {
        case Expected.Absent absent -> step(InstallationStatement.ADD_REGISTRATION, values, lost);
        case Expected.At(var revision) ->
            step(
                InstallationStatement.CHANGE_REGISTRATION, values.addLong(revision.number()), lost);
      }
    }

    // Packages: what is added first, by what must be one of a kind; then who must wait for another.

    private void packages() {
      sorted(
              Change.CreatePackage.class,
              create ->
                  create.next().organization()
                      + " "
                      + PackageDocument.repository(create.next()).orElse(""))
          .forEach(this::create);
      commit.changes().stream()
          .flatMap(
              change ->
                  switch (change) {
                    case Change.AddPackageVersion add ->
                        Stream.of(Map.entry(add.next().of().toString(), change));
                    case Change.RemovePackage remove ->
                        Stream.of(Map.entry(remove.key().toString(), change));
                    default -> Stream.<Map.Entry<String, Change>>empty();
                  })
          .sorted(Map.Entry.comparingByKey())
          .map(Map.Entry::getValue)
          .forEach(
              change -> {
                if (change instanceof Change.AddPackageVersion add) {
                  add(add);
                } else if (change instanceof Change.RemovePackage remove) {
                  remove(remove);
                }
              });
    }

    private void create(Change.CreatePackage create) {
      RegisteredPackage next = create.next();
      var latest = next.latest();
      step(
          PackageStatement.ADD_PACKAGE,
          Given.of(
              next.organization().value(),
              next.id().value(),
              PackageDocument.repository(next).orElse(null),
              latest.id().value(),
              latest.semver().text(),
              Given.bytes(latest.semver().sortKey()),
              latest.semver().isPreRelease(),
              Given.time(next.createdAt()),
              PackageDocument.write(next)),
          refusal ->
              refusal.getSqlState().equals(Refusals.TAKEN)
                  ? new Lost.PackageExists(new PackageId(refusal.getDetail()))
                  : moved("package " + next.key()));
      step(
          PackageStatement.ADD_FIRST_VERSION,
          version(create.first()),
          moved("package version " + create.first().id()));
    }

    private void add(Change.AddPackageVersion add) {
      PackageVersion next = add.next();
      step(
          PackageStatement.LOCK_PACKAGE,
          Given.of(next.of().organization().value(), next.of().id().value()),
          new Lost.PackageGone(next.of()));
      step(
          PackageStatement.ADD_VERSION,
          version(next).addBoolean(next.semver().isPreRelease()),
          refusal ->
              refusal.getSqlState().equals(Refusals.TAKEN)
                  ? semVerTaken(refusal.getDetail())
                  : moved("package version " + next.id()));
    }

    /** Neither an id nor a version has a blank. */
    private static Lost semVerTaken(String idAndVersion) {
      int blank = idAndVersion.indexOf(' ');
      return new Lost.SemVerTaken(
          new PackageVersionId(idAndVersion.substring(0, blank)),
          SemVer.of(idAndVersion.substring(blank + 1)));
    }

    private static Tuple version(PackageVersion version) {
      return Given.of(
          version.of().organization().value(),
          version.of().id().value(),
          Given.bytes(version.semver().sortKey()),
          version.id().value(),
          version.semver().text(),
          Given.time(version.createdAt()),
          PackageVersionDocument.write(version),
          version.inputSchema().toText());
    }

    private void remove(Change.RemovePackage remove) {
      var tenant = remove.key().organization().value();
      var id = remove.key().id().value();
      var lost = moved("package " + remove.key());
      step(PackageStatement.REMOVE_PACKAGE, Given.of(tenant, id, remove.expected().number()), lost);
      step(PackageStatement.REMOVE_VERSIONS, Given.of(tenant, id), lost);
    }

    // Registry connections.

    private void registryConnections() {
      sorted(
              Change.PutRegistryConnection.class,
              put -> put.next().connection().organization() + " " + put.next().connection().host())
          .forEach(this::put);
      sorted(
              Change.RemoveRegistryConnection.class,
              remove -> remove.organization() + " " + remove.id())
          .forEach(
              remove ->
                  step(
                      RegistryStatement.REMOVE_CONNECTION,
                      Given.of(remove.organization().value(), remove.id().value()),
                      moved("registry connection " + remove.id())));
    }

    private void put(Change.PutRegistryConnection put) {
      var next = put.next().connection();
      step(
          RegistryStatement.ADD_CONNECTION,
          Given.of(
              next.organization().value(),
              next.id().value(),
              next.host().authority(),
              next.type().word(),
              Given.time(next.createdAt()),
              Given.time(next.lastUsedAt()),
              ConnectionDocument.write(next),
              StoredCredential.seal(put.next(), cipher)),
          refusal ->
              refusal.getSqlState().equals(Refusals.TAKEN)
                  ? new Lost.RegistryConnected(new RegistryConnectionId(refusal.getDetail()))
                  : moved("registry connection " + next.id()));
    }

    // Messages: by key; of one key what ends first, then what is superseded, then what is added.

    private void messages() {
      var byKey = new TreeMap<String, List<Change>>();
      for (Change change : commit.changes()) {
        deliveryKey(change)
            .ifPresent(key -> byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(change));
      }
      var added = new ArrayList<Change.Append>();
      var ended = new ArrayList<Change.Acknowledge>();
      byKey.forEach(
          (key, changes) -> {
            of(changes, Change.Acknowledge.class)
                .forEach(
                    acknowledge -> {
                      flush(added);
                      ended.add(acknowledge);
                    });
            of(changes, Change.Park.class)
                .forEach(
                    park -> {
                      flushAll(added, ended);
                      park(park);
                    });
            of(changes, Change.Supersede.class)
                .forEach(
                    supersede -> {
                      flushAll(added, ended);
                      supersede(supersede);
                    });
            of(changes, Change.Append.class)
                .forEach(
                    append -> {
                      flushEnded(ended);
                      added.add(append);
                    });
          });
      flushAll(added, ended);
    }

    private static Optional<String> deliveryKey(Change change) {
      return switch (change) {
        case Change.Acknowledge acknowledge -> Optional.of(acknowledge.claim().key().value());
        case Change.Park park -> Optional.of(park.claim().key().value());
        case Change.Supersede supersede -> Optional.of(supersede.key().value());
        case Change.Append append -> Optional.of(append.message().key().value());
        default -> Optional.empty();
      };
    }

    private static <C extends Change> Stream<C> of(List<Change> changes, Class<C> kind) {
      return changes.stream().filter(kind::isInstance).map(kind::cast);
    }

    private void flushAll(List<Change.Append> added, List<Change.Acknowledge> ended) {
      flush(added);
      flushEnded(ended);
    }

    /** Neighbours in the order of keys travel in one statement. */
    private void flush(List<Change.Append> added) {
      if (!added.isEmpty()) {
        step(
            DeliveryStatement.APPEND,
            Given.of(
                added.stream().map(one -> one.message().key().value()).toArray(String[]::new),
                added.stream().map(one -> one.message().type()).toArray(String[]::new),
                added.stream().map(one -> one.message().payload().toText()).toArray(String[]::new)),
            moved("messages"));
        added.clear();
      }
    }

    private void flushEnded(List<Change.Acknowledge> ended) {
      if (!ended.isEmpty()) {
        var keys = new LinkedHashMap<String, Lost>();
        ended.forEach(
            one -> keys.put(one.claim().key().value(), new Lost.LeaseLost(one.claim().key())));
        var first = keys.values().iterator().next();
        step(
            DeliveryStatement.ACKNOWLEDGE,
            Given.of(
                ended.stream().map(one -> one.claim().key().value()).toArray(String[]::new),
                ended.stream().map(one -> one.claim().token()).toArray(String[]::new)),
            refusal ->
                Optional.ofNullable(refusal.getDetail())
                    .flatMap(key -> Optional.ofNullable(keys.get(key)))
                    .orElse(first));
        ended.clear();
      }
    }

    private void park(Change.Park park) {
      step(
          DeliveryStatement.PARK,
          Given.of(park.claim().key().value(), park.claim().token(), park.error()),
          new Lost.LeaseLost(park.claim().key()));
    }

    private void supersede(Change.Supersede supersede) {
      step(
          DeliveryStatement.SUPERSEDE,
          Given.of(supersede.key().value(), Given.texts(supersede.types())),
          moved("messages of " + supersede.key()));
    }
  }
}
