package dev.slipway.adapterspostgres;

import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.answer.KeptAnswers;
import dev.slipway.ports.driven.catalogue.Catalogue;
import dev.slipway.ports.driven.catalogue.RuntimeVersions;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.delivery.DeadLetters;
import dev.slipway.ports.driven.delivery.Outbox;
import dev.slipway.ports.driven.delivery.Wakeups;
import dev.slipway.ports.driven.installation.Installations;
import dev.slipway.ports.driven.lease.Leases;
import dev.slipway.ports.driven.packages.Packages;
import dev.slipway.ports.driven.registration.Registrations;
import dev.slipway.ports.driven.registry.RegistryConnections;
import dev.slipway.ports.driven.secret.SigningKeys;
import dev.slipway.ports.driven.tenancy.ApiTokens;
import dev.slipway.ports.driven.tenancy.Organizations;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** One store: its connections, and the ports on top of them. Thread-safe. */
final class OpenStore implements Store {

  /** As the port promises. */
  private static final Duration REACHABLE_WITHIN = Duration.ofSeconds(2);

  private final Connections connections;
  private final Database database;
  private final Listener listener;
  private final PostgresCatalogue catalogue;
  private final PostgresInstallations installations;
  private final PostgresRegistrations registrations;
  private final PostgresTenancy tenancy;
  private final PostgresPackages packages;
  private final PostgresRegistries registries;
  private final PostgresKeeping keeping;
  private final PostgresOutbox outbox;
  private final PostgresCommits commits;

  private OpenStore(Connections connections, ConfigCipher cipher) {
    this.connections = connections;
    this.database = new Database(connections);
    this.listener = new Listener(connections);
    this.catalogue = new PostgresCatalogue(database);
    this.installations = new PostgresInstallations(database, cipher);
    this.registrations = new PostgresRegistrations(database, cipher);
    this.tenancy = new PostgresTenancy(database);
    this.packages = new PostgresPackages(database);
    this.registries = new PostgresRegistries(database, cipher);
    this.keeping = new PostgresKeeping(database, cipher);
    this.outbox = new PostgresOutbox(database, listener);
    this.commits = new PostgresCommits(connections, keeping, listener, cipher);
  }

  /** Every statement that a store ever runs. */
  static List<Statement> statements() {
    return Stream.<Statement[]>of(
            TenancyStatement.values(),
            CatalogueStatement.values(),
            InstallationStatement.values(),
            PackageStatement.values(),
            RegistryStatement.values(),
            DeliveryStatement.values(),
            KeepingStatement.values())
        .flatMap(Stream::of)
        .toList();
  }

  static OpenStore open(PostgresSettings settings) {
    return open(settings, ConfigCipher.none());
  }

  static OpenStore open(PostgresSettings settings, ConfigCipher cipher) {
    return open(settings, cipher, new Connections(settings, statements()));
  }

  static OpenStore open(PostgresSettings settings, ConfigCipher cipher, ConnectionLoops loops) {
    return open(settings, cipher, new Connections(settings, statements(), loops));
  }

  private static OpenStore open(
      PostgresSettings settings, ConfigCipher cipher, Connections connections) {
    try {
      connections.giveBack(connections.take("opening the store", settings.limits()));
      var store = new OpenStore(connections, cipher);
      store.listener.start();
      return store;
    } catch (RuntimeException | Error e) {
      connections.close();
      throw e;
    }
  }

  /** How many connections are in use at this moment. */
  int lent() {
    return connections.lent();
  }

  /** Says something on one of the connections, for tests. */
  void say(String sql) {
    database.say("saying " + sql, sql);
  }

  /** The life in which the server is. */
  Session.Incarnation server() {
    var session = connections.take("asking which server it is", connections.settings().limits());
    connections.giveBack(session);
    return session.server();
  }

  @Override
  public Commits commits() {
    return commits;
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public RuntimeVersions runtimeVersions() {
    return catalogue;
  }

  @Override
  public Installations installations() {
    return installations;
  }

  @Override
  public Registrations registrations() {
    return registrations;
  }

  @Override
  public Organizations organizations() {
    return tenancy;
  }

  @Override
  public ApiTokens tokens() {
    return tenancy;
  }

  @Override
  public Packages packages() {
    return packages;
  }

  @Override
  public RegistryConnections registryConnections() {
    return registries;
  }

  @Override
  public KeptAnswers answers() {
    return keeping;
  }

  @Override
  public Outbox outbox() {
    return outbox;
  }

  @Override
  public DeadLetters deadLetters() {
    return outbox;
  }

  @Override
  public Wakeups wakeups() {
    return listener;
  }

  @Override
  public Leases leases() {
    return keeping;
  }

  @Override
  public SigningKeys signingKeys() {
    return keeping;
  }

  @Override
  public boolean reachable() {
    return database.answers(REACHABLE_WITHIN);
  }

  @Override
  public void close() {
    listener.close();
    connections.close();
  }
}
