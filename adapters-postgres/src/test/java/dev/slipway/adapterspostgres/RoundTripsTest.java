package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.catalogue.CatalogueQuery;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Paging;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Given;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A read is one round trip, and so is a commit, whatever is in it. */
class RoundTripsTest {

  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final Wire WIRE = Wire.to(DATABASE.settings().port());
  private static final OpenStore STORE =
      OpenStore.open(DATABASE.settings().withPort(WIRE.port()).withConnections(1));

  @BeforeAll
  static void something_is_there() throws InterruptedException {
    // Once it listens, its other connection is still.
    STORE.wakeups().await(Duration.ofSeconds(30));
    new Given(STORE).published("acme/database", "1.0.0", "1.1.0");
    new Given(STORE).installation(Samples.anInstallation("dev", "acme/database").ready());
    new Given(STORE).aPackage(Samples.aPackage("dev", "app"));
    new Given(STORE)
        .registryConnection(Samples.aRegistryConnection("dev", "one", "registry.example.org"));
  }

  @AfterAll
  static void close() {
    STORE.close();
    WIRE.close();
    DATABASE.close();
  }

  private static int roundTrips(Runnable call) throws Exception {
    var counting = new RoundTrips();
    WIRE.handle(counting);
    try {
      return counting.of(call);
    } finally {
      WIRE.handle(Wire.PASS);
    }
  }

  static Stream<Arguments> reads() {
    var acme = ProviderName.of("acme/database");
    var dev = new OrganizationId("dev");
    var id = Samples.installationId("dev", "acme/database");
    var version = new VersionId(acme, SemVer.of("1.0.0"));
    var app = Samples.aPackage("dev", "app");
    return Stream.of(
        read("provider", store -> store.catalogue().provider(acme)),
        read(
            "providers",
            store ->
                store
                    .catalogue()
                    .providers(
                        new CatalogueQuery(
                            Optional.of(dev), false, "", List.of(), Paging.first()))),
        read(
            "search",
            store ->
                store
                    .catalogue()
                    .providers(
                        new CatalogueQuery(
                            Optional.of(dev), false, "data", List.of(), Paging.first()))),
        read("version", store -> store.catalogue().version(version)),
        read("versions", store -> store.catalogue().versions(acme, true, Paging.first())),
        read("publishing", store -> store.catalogue().publishing(version)),
        read(
            "automatic target",
            store ->
                store.catalogue().automaticTarget(acme, SemVer.of("1.0.0"), VersionRange.of("^1"))),
        read("latest runtime", store -> store.runtimeVersions().latest()),
        read("runtimes", store -> store.runtimeVersions().page(Paging.first())),
        read("installation", store -> store.installations().find(id)),
        read("scene", store -> store.installations().scene(id, new VersionChoice.Latest())),
        read("installations", store -> store.installations().page(dev, Paging.first())),
        read("overdue", store -> store.installations().overdue(Samples.NOON, 10)),
        read("automatic", store -> store.installations().automatic(acme, "", 10)),
        read("all", store -> store.installations().all(Optional.empty(), 10)),
        read("registration", store -> store.registrations().find(new RegistrationId("reg_1"))),
        read("instance", store -> store.registrations().byInstance(id, "one")),
        read(
            "silent",
            store -> store.registrations().silent(Samples.NOON, Duration.ofSeconds(10), 10)),
        read("organization", store -> store.organizations().find(dev)),
        read("token", store -> store.tokens().byDigest(Sha256.of(new byte[0]))),
        read(
            "use of tokens",
            store -> store.tokens().noteUse(Map.of(new TokenId("tok_1"), Samples.NOON))),
        read("workspace", store -> store.organizations().ofWorkspace(WorkspaceId.of(dev))),
        read("workspaces", store -> store.organizations().page(NewestFirst.top(10))),
        read("live tokens", store -> store.tokens().page(dev, NewestFirst.top(10))),
        read("package", store -> store.packages().find(app.key())),
        read(
            "package of a repository",
            store ->
                store
                    .packages()
                    .ofRepository(dev, OciRepository.of("oci://registry.example.org/app"))),
        read("packages", store -> store.packages().page(dev, NewestFirst.top(10))),
        read("scene of a package", store -> store.packages().scene(app.key(), SemVer.of("1.0.0"))),
        read("package version", store -> store.packages().version(app.key(), app.first().id())),
        read(
            "package versions", store -> store.packages().versions(app.key(), NewestFirst.top(10))),
        read(
            "credential",
            store ->
                store
                    .registryConnections()
                    .toRegistry(dev, new RegistryHost("registry.example.org"))),
        read(
            "registry connections",
            store -> store.registryConnections().page(dev, NewestFirst.top(10))),
        read("claim", store -> store.outbox().claim(10, Duration.ofSeconds(10))),
        read("next due", store -> store.outbox().nextDue()),
        read(
            "leases",
            store -> store.leases().prolong(List.of("a", "b"), "me", Duration.ofSeconds(10))),
        read("lease", store -> store.leases().acquire("name", "me", Duration.ofSeconds(10))));
  }

  private static Arguments read(String name, Consumer<Store> call) {
    return Arguments.of(name, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reads")
  void a_read_is_one_round_trip(String name, Consumer<Store> call) throws Exception {
    assertThat(roundTrips(() -> call.accept(STORE))).isOne();
  }

  @Test
  void a_commit_is_one_round_trip_whatever_is_in_it() throws Exception {
    var absent = new Expected.Absent();
    var installation = Samples.anInstallation("other", "acme/database").ready();
    var commit =
        Commit.of(
            new Change.PutOrganization(Samples.anOrganization("other"), absent),
            new Change.PutInstallation(installation, absent),
            new Change.CountProvider(ProviderName.of("acme/database"), 0, 1, 1),
            new Change.AddPackageVersion(
                Samples.aPackageVersion(Samples.aPackage("dev", "app").key(), "2.0.0").version()),
            Samples.aPackage("other", "app").created(),
            new Change.PutRegistryConnection(
                Samples.aRegistryConnection("other", "two", "registry.example.org")),
            new Change.Append(Samples.aMessage("key-1", "DO")),
            new Change.Append(Samples.aMessage("key-2", "DO")));

    int waits =
        roundTrips(
            () -> assertThat(STORE.commits().commit(commit)).isEqualTo(new Committed.Done()));

    assertThat(waits).isOne();
  }

  @Test
  void a_lost_race_is_one_round_trip_too() throws Exception {
    var commit =
        Commit.of(
            new Change.PutOrganization(Samples.anOrganization("dev"), new Expected.Absent()),
            new Change.Append(Samples.aMessage("key-3", "DO")));

    int waits =
        roundTrips(
            () -> assertThat(STORE.commits().commit(commit)).isInstanceOf(Committed.Stale.class));

    assertThat(waits).isOne();
  }
}
