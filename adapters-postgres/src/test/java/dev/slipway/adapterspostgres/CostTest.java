package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.PackageId;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.packages.Source;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;
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
import dev.slipway.ports.driven.commit.Revision;
import dev.slipway.ports.driven.delivery.Claim;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.NewestFirst.Place;
import dev.slipway.ports.paging.Paging;
import dev.slipway.portstck.sample.Samples;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What calls cost among a hundred thousand rows of everything: how many rows and index entries the
 * server reads for them, as it counts itself. Once with plans for the values at hand, once with the
 * plans for any values to which it comes later.
 */
class CostTest {

  /** A row with all that is joined to it, and what an index reads beside it. */
  private static final int FEW = 30;

  /** A page of a hundred, with some entries of indexes for each of them. */
  private static final int PAGE = 1_500;

  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final OpenStore STORE = OpenStore.open(DATABASE.settings().withConnections(1));
  private static final AtomicInteger FRESH = new AtomicInteger();

  @BeforeAll
  static void many_rows() {
    ManyRows.fill(DATABASE, STORE);
  }

  @AfterAll
  static void close() {
    STORE.close();
    DATABASE.close();
  }

  private static Paging after(String key) {
    return new Paging(100, new Paging.After(key));
  }

  private static CatalogueQuery query(String text, List<String> tags, Paging paging) {
    return new CatalogueQuery(Optional.of(new OrganizationId("org500")), false, text, tags, paging);
  }

  private static void done(Store store, Change... changes) {
    assertThat(store.commits().commit(Commit.of(changes))).isEqualTo(new Committed.Done());
  }

  static Stream<Arguments> calls() {
    var old = ProviderName.of(ManyRows.OLD);
    var id = ManyRows.installation(5_000);
    var many = new OrganizationId("many");
    var absent = new Expected.Absent();
    var org7 = new OrganizationId("org7");
    var many5000 = manyPackage(5_000);
    var oldPackage = ManyRows.OLD_PACKAGE.key();
    return Stream.of(
        call("provider", FEW, s -> s.catalogue().provider(ProviderName.of("acme/p77"))),
        call("provider with many versions", FEW, s -> s.catalogue().provider(old)),
        call(
            "first page of providers",
            PAGE,
            s -> s.catalogue().providers(query("", List.of(), Paging.first()))),
        call(
            "later page of providers",
            PAGE,
            s -> s.catalogue().providers(query("", List.of(), after("acme/p5")))),
        call(
            "providers by tag",
            PAGE,
            s -> s.catalogue().providers(query("", List.of("t7"), after("")))),
        call(
            "providers by text",
            PAGE,
            s -> s.catalogue().providers(query("c4ca4238a0b9", List.of(), after("")))),
        call(
            "providers by text and tags",
            PAGE,
            s -> s.catalogue().providers(query("c4ca4238a0b9", List.of("t1"), after("")))),
        call(
            "own providers",
            PAGE,
            s ->
                s.catalogue()
                    .providers(
                        new CatalogueQuery(
                            Optional.of(new OrganizationId("org500")),
                            true,
                            "",
                            List.of(),
                            after("")))),
        call("version", FEW, s -> s.catalogue().version(new VersionId(old, SemVer.of("1.0.5")))),
        call(
            "first page of versions",
            PAGE,
            s -> s.catalogue().versions(old, false, Paging.first())),
        call(
            "later page of versions",
            PAGE,
            s -> s.catalogue().versions(old, false, after("1.0.500"))),
        call(
            "later page of published versions",
            PAGE,
            s -> s.catalogue().versions(old, true, after("1.0.500"))),
        call(
            "publishing",
            FEW,
            s -> s.catalogue().publishing(new VersionId(old, SemVer.of("1.0.5")))),
        call(
            "automatic target",
            FEW,
            s -> s.catalogue().automaticTarget(old, SemVer.of("1.0.5"), VersionRange.of("^1"))),
        call(
            "automatic target in many spans",
            1_000,
            s ->
                s.catalogue()
                    .automaticTarget(
                        old,
                        SemVer.of("1.0.5"),
                        VersionRange.of("1.0.7 || ".repeat(27) + "1.0.7"))),
        call("latest runtime", FEW, s -> s.runtimeVersions().latest()),
        call("runtime", FEW, s -> s.runtimeVersions().ofPrecedence(SemVer.of("1.0.5-rc"))),
        call("page of runtimes", PAGE, s -> s.runtimeVersions().page(after("1.0.5-rc"))),
        call("installation", FEW, s -> s.installations().find(id)),
        call(
            "scene of the latest",
            FEW,
            s ->
                s.installations()
                    .scene(Samples.installationId("t1", ManyRows.OLD), new VersionChoice.Latest())),
        call(
            "scene of one version",
            FEW,
            s -> s.installations().scene(id, new VersionChoice.Exact(SemVer.of("1.0.0")))),
        call("page of installations", PAGE, s -> s.installations().page(many, after("acme/p5"))),
        call(
            "overdue",
            PAGE,
            s -> s.installations().overdue(Instant.now().plusSeconds(50_000), 100)),
        call(
            "automatic",
            PAGE,
            s -> s.installations().automatic(ProviderName.of("acme/p2"), "t5", 100)),
        call("all installations", PAGE, s -> s.installations().all(Optional.of(id), 100)),
        call("registration", FEW, s -> s.registrations().find(new RegistrationId("reg_5"))),
        call("instance", FEW, s -> s.registrations().byInstance(id, "one")),
        call(
            "silent",
            PAGE,
            s ->
                s.registrations()
                    .silent(Instant.now().plusSeconds(50_000), Duration.ofSeconds(10), 100)),
        call(
            "remove stale",
            PAGE,
            s -> s.registrations().removeStale(Instant.now().plusSeconds(50_000), 100)),
        call("organization", FEW, s -> s.organizations().find(new OrganizationId("org7"))),
        call("slug", FEW, s -> s.organizations().bySlug(new Slug("org7"))),
        call("token by digest", FEW, s -> s.tokens().byDigest(Samples.digest("77"))),
        call("token", FEW, s -> s.tokens().find(new TokenId("tok_77"))),
        call("tokens of one", FEW, s -> s.tokens().of(new OrganizationId("org7"))),
        call("any token", FEW, s -> s.tokens().any()),
        call(
            "use of tokens",
            FEW,
            s -> s.tokens().noteUse(Map.of(new TokenId("tok_88"), Instant.now()))),
        call(
            "live tokens of one",
            FEW,
            s -> s.tokens().page(new OrganizationId("org7"), NewestFirst.top(100))),
        call("workspace", FEW, s -> s.organizations().ofWorkspace(WorkspaceId.of(org7))),
        call("page of workspaces", PAGE, s -> s.organizations().page(NewestFirst.top(100))),
        call("package", FEW, s -> s.packages().find(many5000)),
        call(
            "package of a repository",
            FEW,
            s -> s.packages().ofRepository(many, OciRepository.of("oci://a.example.org/p5000"))),
        call("first page of packages", PAGE, s -> s.packages().page(many, NewestFirst.top(100))),
        call(
            "later page of packages",
            PAGE,
            s -> s.packages().page(many, NewestFirst.behind(100, ago(50_000, "pkg_x")))),
        call("latest of many versions", FEW, s -> s.packages().find(oldPackage)),
        call(
            "package with a version of a precedence",
            FEW,
            s -> s.packages().scene(oldPackage, SemVer.of("1.0.777+b"))),
        call(
            "package without a version of a precedence",
            FEW,
            s -> s.packages().scene(oldPackage, SemVer.of("1.1.777"))),
        call(
            "package version",
            FEW,
            s -> s.packages().version(oldPackage, new PackageVersionId("pkgv_v777"))),
        call(
            "first page of package versions",
            PAGE,
            s -> s.packages().versions(oldPackage, NewestFirst.top(100))),
        call(
            "later page of package versions",
            PAGE,
            s -> s.packages().versions(oldPackage, NewestFirst.behind(100, ago(50_000, "pkgv_x")))),
        call(
            "register a package version",
            FEW,
            s ->
                done(
                    s,
                    new Change.AddPackageVersion(
                        Samples.aPackageVersion(oldPackage, "2.0." + FRESH.incrementAndGet())
                            .version()))),
        call(
            "register a package version that is there",
            FEW,
            s ->
                s.commits()
                    .commit(
                        Commit.of(
                            new Change.AddPackageVersion(
                                Samples.aPackageVersion(oldPackage, "1.0.777+b").version())))),
        call(
            "import a package",
            FEW,
            s -> done(s, Samples.aPackage("many", "fresh" + FRESH.incrementAndGet()).created())),
        call(
            "import a package that is there",
            FEW,
            s ->
                s.commits()
                    .commit(
                        Commit.of(
                            Samples.aPackage("many", "fresh")
                                .in(new Source.Oci(OciRepository.of("oci://a.example.org/p5000")))
                                .created()))),
        call(
            "remove a package",
            FEW,
            s ->
                done(
                    s,
                    new Change.RemovePackage(
                        manyPackage(10_000 + 2 * FRESH.incrementAndGet()), Etag.FIRST))),
        call(
            "registry connection",
            FEW,
            s -> s.registryConnections().find(many, new RegistryConnectionId("rcon_r5000"))),
        call(
            "credential",
            FEW,
            s -> s.registryConnections().toRegistry(many, new RegistryHost("r5000.example.org"))),
        call(
            "page of registry connections",
            PAGE,
            s ->
                s.registryConnections().page(many, NewestFirst.behind(100, ago(50_000, "rcon_x")))),
        call(
            "use of a credential",
            FEW,
            s ->
                s.registryConnections()
                    .noteUse(many, new RegistryConnectionId("rcon_r5000"), Instant.now())),
        call(
            "kept answer",
            FEW,
            s -> s.answers().find(Samples.anIdempotencyKey("acme", "k7"), Instant.now())),
        call(
            "remove expired answers",
            PAGE,
            s -> s.answers().removeExpired(Instant.now().plusSeconds(6_000_000), 100)),
        call(
            "acquire a lease",
            FEW,
            s -> s.leases().acquire("lease/7", "you", Duration.ofSeconds(10))),
        call(
            "prolong leases",
            PAGE,
            s ->
                s.leases()
                    .prolong(
                        IntStream.range(0, 100).mapToObj(i -> "lease/" + i * 7).toList(),
                        "me",
                        Duration.ofSeconds(10))),
        call("ended leases", PAGE, s -> s.leases().ended("lease/", 100)),
        call("claim", PAGE, s -> s.outbox().claim(100, Duration.ofSeconds(10))),
        call(
            "renew",
            PAGE,
            s ->
                s.outbox()
                    .renew(
                        IntStream.range(0, 100)
                            .mapToObj(i -> new Claim(new DeliveryKey("key" + i * 7), "t" + i))
                            .toList(),
                        Duration.ofSeconds(10))),
        // What was just claimed leaves entries that the first look passes over.
        call("next due", PAGE, s -> s.outbox().nextDue()),
        call("dead letter", FEW, s -> s.deadLetters().find("msg_0000000001000007")),
        call("dead letters", PAGE, s -> s.deadLetters().page("msg_0000000001050000", 100)),
        call(
            "install",
            FEW,
            s ->
                done(
                    s,
                    new Change.PutInstallation(
                        Samples.anInstallation("t" + FRESH.incrementAndGet(), "acme/p77").pending(),
                        absent),
                    new Change.CountProvider(ProviderName.of("acme/p77"), 0, 1, 1),
                    new Change.Append(Samples.aMessage("fresh" + FRESH.get(), "DO")))),
        call(
            "change and message behind many",
            FEW,
            s -> done(s, new Change.Append(Samples.aMessage("key1", "DO")))),
        call(
            "acknowledge one of many",
            FEW * 2,
            s -> {
              DATABASE.execute(
                  "UPDATE slipway.heads SET token = 'mine', due_at = now() WHERE key = 'key1'");
              done(s, new Change.Acknowledge(new Claim(new DeliveryKey("key1"), "mine")));
            }),
        call(
            "remove an installation",
            FEW,
            s ->
                done(
                    s,
                    new Change.RemoveInstallation(
                        ManyRows.installation(20_000 + FRESH.incrementAndGet()),
                        new Revision(1)))));
  }

  private static PackageKey manyPackage(int number) {
    return new PackageKey(new OrganizationId("many"), new PackageId("pkg_p" + number));
  }

  /** In the middle of a list. */
  private static Place ago(long seconds, String id) {
    return new Place(Instant.now().minusSeconds(seconds), id);
  }

  private static Arguments call(String name, int bound, Consumer<Store> call) {
    return Arguments.of(name, bound, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void among_many_rows_a_call_reads_few(String name, int bound, Consumer<Store> call)
      throws Exception {
    for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
      STORE.say("SET plan_cache_mode = " + mode);
      var before = reads();

      call.accept(STORE);

      var after = reads();
      var cost = new TreeMap<String, Long>();
      after.forEach(
          (relation, reads) -> {
            long more = reads - before.getOrDefault(relation, 0L);
            if (more > 0) {
              cost.put(relation, more);
            }
          });
      assertThat(cost.values().stream().mapToLong(Long::longValue).sum())
          .as(name + " with " + mode + ": " + cost)
          .isLessThanOrEqualTo(bound);
    }
  }

  /** What the server has read up to now: rows of tables one by one, entries of indexes. */
  private static Map<String, Long> reads() throws SQLException {
    STORE.say("SELECT pg_stat_force_next_flush()");
    var reads = new TreeMap<String, Long>();
    try (var connection = DATABASE.connect();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    """
                    SELECT relname || ' row by row' AS name, seq_tup_read AS reads
                      FROM pg_stat_user_tables WHERE schemaname = 'slipway'
                    UNION ALL
                    SELECT indexrelname, idx_tup_read
                      FROM pg_stat_user_indexes WHERE schemaname = 'slipway'
                    """)) {
      while (rows.next()) {
        reads.put(rows.getString("name"), rows.getLong("reads"));
      }
    }
    return reads;
  }
}
