package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.slipway.adapterspostgres.ConfigReencryption.Kind;
import dev.slipway.adapterspostgres.ConfigReencryption.Progress;
import dev.slipway.adapterspostgres.ConfigReencryption.Report;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.installation.Details;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.InstallerMessage;
import dev.slipway.domain.installation.Rollout;
import dev.slipway.domain.installation.Specification;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.registry.Credentialed;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.answer.KeptAnswer;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.registry.RegistryConnections.CredentialUnreadable;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Paging;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Given;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Config at rest (contract.md section 9, "--encryption-key-file"; ADR 16). */
class EncryptionAtRestTest {

  private static final String PLANTED = "h4nsel_und_gr3tel";
  private static final InstallationId ONE = Samples.installationId("acme", "acme/one");
  private static final InstallationId TWO = Samples.installationId("acme", "acme/two");
  private static final InstallationConfig CONFIG = config("");
  private static final Credentialed CONNECTION =
      new Credentialed(
          Samples.aRegistryConnection("acme", "one", "registry.example.org").connection(),
          new RegistryCredential.Basic("user of " + PLANTED, PLANTED));

  private final TestDatabase database = TestDatabase.migrated();
  private final List<Store> stores = new ArrayList<>();

  private static InstallationConfig config(String suffix) {
    return new InstallationConfig(Map.of("PASSWORD_" + PLANTED, PLANTED + suffix));
  }

  private Store open(ConfigCipher cipher) {
    var store = OpenStore.open(database.settings(), cipher);
    stores.add(store);
    return store;
  }

  private Store open(String... keys) {
    return open(keys.length == 0 ? ConfigCipher.none() : Ciphers.of(keys));
  }

  @AfterEach
  void close() {
    stores.forEach(Store::close);
    database.close();
  }

  private static Installation.Ready installation(InstallationId id, InstallationConfig config) {
    var sample = Samples.anInstallation(id.organization().value(), id.provider().canonical());
    return new Installation.Ready(with(sample.details(), config));
  }

  private static Details with(Details details, InstallationConfig config) {
    return new Details(
        details.id(),
        details.incarnation(),
        with(details.desired(), config),
        details
            .running()
            .map(rollout -> new Rollout(rollout.number(), with(rollout.specification(), config))),
        details.upgrades(),
        details.generation(),
        details.registration(),
        details.proposalWaiting(),
        details.createdAt(),
        details.updatedAt());
  }

  private static Specification with(Specification specification, InstallationConfig config) {
    return new Specification(specification.version(), specification.tier(), config);
  }

  private static KeptAnswer answer(String key) {
    var answer = Samples.aKeptAnswer("acme", key, Instant.now().plus(Duration.ofHours(1)));
    return new KeptAnswer(
        answer.key(),
        answer.fingerprint(),
        answer.status(),
        Json.object().put("config", Json.object().put(PLANTED, PLANTED).build()).build(),
        answer.expiresAt().truncatedTo(ChronoUnit.MICROS));
  }

  private static Installation found(Store store, InstallationId id) {
    return view(store, id).installation().value();
  }

  private static InstallationView view(Store store, InstallationId id) {
    return store.installations().find(id).orElseThrow();
  }

  private static String whyWithheld(Store store, InstallationId id) {
    return found(store, id).details().desired().config().withheld().orElseThrow().reason();
  }

  private static Optional<Credentialed> credential(Store store) {
    var connection = CONNECTION.connection();
    return store
        .registryConnections()
        .toRegistry(connection.organization(), connection.host())
        .map(
            held -> {
              assertThat(held.credential()).isEqualTo(CONNECTION.credential());
              return held;
            });
  }

  private Report reencrypt(String... keys) {
    return ConfigReencryption.run(database.settings(), Ciphers.of(keys), progress -> {});
  }

  /** Where a text stands, in every column of every table, the server's own ones included. */
  private List<String> placesOf(String text) throws SQLException {
    var places = new ArrayList<String>();
    try (var connection = database.connect();
        var tables = connection.createStatement();
        var rows = connection.createStatement()) {
      var names =
          tables.executeQuery(
              """
              SELECT format('%I.%I', n.nspname, c.relname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'm', 'p') AND n.nspname <> 'pg_toast'
              """);
      while (names.next()) {
        var table = names.getString(1);
        try (var count =
            rows.executeQuery(
                "SELECT count(*) FROM " + table + " t WHERE t::text ~ '" + text + "'")) {
          if (count.next() && count.getLong(1) > 0) {
            places.add(table);
          }
        }
      }
    }
    return places;
  }

  private void everythingIsStored(Store store) {
    var given = new Given(store);
    given.installation(installation(ONE, CONFIG));
    given.installation(installation(TWO, CONFIG));
    given.committed(new Change.Keep(answer("key")));
    given.committed(new Change.PutRegistryConnection(CONNECTION));
    given.committed(
        new Change.Append(new InstallerMessage.InstallRequested(ONE, 1).toMessage()),
        new Change.Append(new InstallerMessage.UpgradeRequested(ONE, 2).toMessage()));
    var claimed = given.claimed();
    given.committed(new Change.Park(claimed.claim(), "why"));
  }

  @Nested
  class With_a_key {

    @Test
    void no_table_of_the_database_shows_what_was_configured() throws SQLException {
      everythingIsStored(open("k1"));
      database.execute("ANALYZE");

      var places = placesOf(PLANTED);

      assertThat(places).isEmpty();
      assertThat(placesOf("acme/one")).contains("slipway.installations", "slipway.dead_letters");
    }

    @Test
    void the_digest_by_which_a_request_could_be_guessed_is_not_shown() throws SQLException {
      new Given(open("k1")).committed(new Change.Keep(answer("key")));

      assertThat(placesOf(answer("key").fingerprint().hex())).isEmpty();
    }

    @Test
    void everything_but_config_stays_legible() {
      new Given(open("k1")).installation(installation(ONE, CONFIG));

      assertThat(database.ask("SELECT document FROM slipway.installations"))
          .contains("\"state\":\"ready\"", "\"version\":\"1.1.0\"", "sealed:1:k1:");
    }

    @Test
    void what_was_stored_in_plain_is_read() {
      everythingIsStored(open());

      var store = open("k1");

      assertThat(found(store, ONE)).isEqualTo(installation(ONE, CONFIG));
      assertThat(credential(store)).contains(CONNECTION);
      assertThat(store.answers().find(answer("key").key(), Instant.now()))
          .map(KeptAnswer::body)
          .contains(answer("key").body());
    }
  }

  @Nested
  class Without_a_key {

    @Test
    void plain_text_is_found_where_config_is_kept_and_nowhere_else() throws SQLException {
      everythingIsStored(open());

      assertThat(placesOf(PLANTED))
          .containsExactlyInAnyOrder(
              "slipway.installations", "slipway.kept_answers", "slipway.registry_connections");
    }
  }

  @Nested
  class A_credential_for_a_registry {

    @Test
    void is_in_no_text_of_the_log_whatever_happens_to_it() {
      var log = new ListAppender<ILoggingEvent>();
      var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      var level = root.getLevel();
      log.setContext(root.getLoggerContext());
      log.start();
      root.addAppender(log);
      root.setLevel(Level.DEBUG);
      try {
        var store = open("k1");
        new Given(store).committed(new Change.PutRegistryConnection(CONNECTION));
        store.commits().commit(Commit.of(new Change.PutRegistryConnection(CONNECTION)));
        assertThat(credential(store)).contains(CONNECTION);
        reencrypt("k2", "k1");
        assertThatThrownBy(() -> credential(store)).isInstanceOf(CredentialUnreadable.class);
      } finally {
        root.setLevel(level);
        root.detachAppender(log);
      }

      assertThat(log.list).isNotEmpty();
      assertThat(log.list)
          .noneMatch(event -> event.getFormattedMessage().contains(PLANTED))
          .noneMatch(
              event ->
                  event.getThrowableProxy() != null
                      && ThrowableProxyUtil.asString(event.getThrowableProxy()).contains(PLANTED));
    }

    @Test
    void without_its_key_is_refused_while_everything_else_of_the_connection_is_told() {
      new Given(open("k1")).committed(new Change.PutRegistryConnection(CONNECTION));
      var connections = open("k2").registryConnections();
      var connection = CONNECTION.connection();

      assertThatThrownBy(() -> connections.toRegistry(connection.organization(), connection.host()))
          .isInstanceOf(CredentialUnreadable.class)
          .hasMessageContaining("rcon_one")
          .hasMessageContaining("'k1'")
          .hasMessageNotContaining(PLANTED);
      assertThat(connections.find(connection.organization(), connection.id())).contains(connection);
      assertThat(connections.page(connection.organization(), NewestFirst.top(10)).items())
          .containsExactly(connection);
    }

    @Test
    void cannot_be_had_sent_to_another_registry_by_changing_its_row() {
      var store = open("k1");
      new Given(store).committed(new Change.PutRegistryConnection(CONNECTION));

      database.execute("UPDATE slipway.registry_connections SET host = 'evil.example.org'");

      assertThatThrownBy(
              () ->
                  store
                      .registryConnections()
                      .toRegistry(
                          CONNECTION.connection().organization(),
                          new RegistryHost("evil.example.org")))
          .isInstanceOf(CredentialUnreadable.class)
          .hasMessageContaining("changed or moved");
    }

    @Test
    void cannot_be_had_by_another_organization_by_copying_its_row() {
      var store = open("k1");
      new Given(store).committed(new Change.PutRegistryConnection(CONNECTION));

      database.execute("UPDATE slipway.registry_connections SET organization = 'evil'");

      assertThatThrownBy(
              () ->
                  store
                      .registryConnections()
                      .toRegistry(new OrganizationId("evil"), CONNECTION.connection().host()))
          .isInstanceOf(CredentialUnreadable.class);
    }

    @Test
    void without_a_key_ever_is_stored_and_read_in_plain() {
      new Given(open()).committed(new Change.PutRegistryConnection(CONNECTION));

      assertThat(credential(open())).contains(CONNECTION);
      assertThat(credential(open("k1"))).contains(CONNECTION);
    }
  }

  @Nested
  class A_value_that_was_moved {

    @Test
    void to_another_row_is_noticed_in_both() {
      var store = open("k1");
      everythingIsStored(store);
      database.execute(
          """
          UPDATE slipway.installations i SET document = j.document FROM slipway.installations j
          WHERE i.organization = j.organization AND i.provider <> j.provider
          """);

      assertThat(whyWithheld(store, ONE)).contains("'k1'").contains("changed or moved");
      assertThat(whyWithheld(store, TWO)).contains("'k1'").doesNotContain(PLANTED);
    }

    @Test
    void to_another_incarnation_of_its_row_is_noticed() {
      var store = open("k1");
      new Given(store).installation(installation(ONE, CONFIG));
      database.execute(
          "UPDATE slipway.installations SET document = replace(document, '\"incarnation\":\"ins_',"
              + " '\"incarnation\":\"ins_later_')");

      assertThat(whyWithheld(store, ONE)).contains("changed or moved");
    }

    @Test
    void between_kept_answers_is_noticed() {
      var store = open("k1");
      new Given(store).committed(new Change.Keep(answer("a")));
      new Given(store).committed(new Change.Keep(answer("b")));
      database.execute(
          """
          UPDATE slipway.kept_answers i SET body = j.body FROM slipway.kept_answers j
          WHERE i.key <> j.key
          """);

      assertThatThrownBy(() -> store.answers().find(answer("a").key(), Instant.now()))
          .isInstanceOf(InstallationConfig.Unreadable.class)
          .hasMessageContaining("changed or moved")
          .hasMessageNotContaining(PLANTED);
    }

    @Test
    void into_something_that_is_no_sealed_text_is_withheld() {
      var store = open("k1");
      new Given(store).installation(installation(ONE, CONFIG));
      database.execute(
          "UPDATE slipway.installations SET document = replace(document, 'sealed:', 'x')");

      assertThat(whyWithheld(store, ONE)).contains("does not know");
    }
  }

  @Nested
  class When_a_key_was_removed {

    @Test
    void its_rows_name_it_and_the_others_are_read() {
      new Given(open("k1")).installation(installation(ONE, CONFIG));
      new Given(open("k2", "k1")).installation(installation(TWO, CONFIG));

      var store = open("k2");

      assertThat(whyWithheld(store, ONE))
          .isEqualTo("it is encrypted with key 'k1', which is not among the configured keys");
      assertThat(found(store, TWO)).isEqualTo(installation(TWO, CONFIG));
      var listed = store.installations().page(ONE.organization(), Paging.first());
      assertThat(listed.items())
          .extracting(view -> view.installation().value().id())
          .containsExactly(ONE, TWO);
      assertThat(store.installations().all(Optional.empty(), 10)).hasSize(2);
    }

    @Test
    void a_kept_answer_is_refused_and_no_message_is() {
      everythingIsStored(open("k1"));

      var store = open("k2");

      assertThatThrownBy(() -> store.answers().find(answer("key").key(), Instant.now()))
          .isInstanceOf(InstallationConfig.Unreadable.class)
          .hasMessageContaining("'k1'");
      assertThat(store.outbox().claim(10, Duration.ofMinutes(1))).hasSize(1);
      assertThat(store.deadLetters().page("", 10)).hasSize(1);
    }

    @Test
    void a_row_can_change_its_state_and_keeps_what_nobody_could_read() {
      new Given(open("k1")).installation(installation(ONE, CONFIG));

      var without = open("k2");
      var stored = view(without, ONE).installation();
      var deleting = new Installation.Deleting(stored.value().details());
      new Given(without).committed(new Change.PutInstallation(deleting, stored.expected()));

      assertThat(found(open("k2", "k1"), ONE))
          .isEqualTo(new Installation.Deleting(installation(ONE, CONFIG).details()));
    }
  }

  @Nested
  class Reencryption {

    @Test
    void brings_everything_under_the_first_key() throws SQLException {
      everythingIsStored(open("k1"));

      var report = reencrypt("k2", "k1");

      assertThat(report)
          .isEqualTo(
              new Report(
                  new Progress(Kind.INSTALLATIONS, 2, 2),
                  new Progress(Kind.CREDENTIALS, 1, 1),
                  new Progress(Kind.ANSWERS, 1, 1),
                  List.of(),
                  0,
                  0));
      assertThat(placesOf("sealed:1:k1:")).isEmpty();
      var store = open("k2");
      assertThat(credential(store)).contains(CONNECTION);
      assertThat(found(store, ONE)).isEqualTo(installation(ONE, CONFIG));
      assertThat(store.answers().find(answer("key").key(), Instant.now())).isPresent();
    }

    @Test
    void encrypts_what_was_plain_and_leaves_no_sample_of_it() throws SQLException {
      everythingIsStored(open());
      IntStream.range(0, 50)
          .forEach(
              i ->
                  new Given(open())
                      .installation(
                          installation(
                              Samples.installationId("acme", "acme/p" + i), config("" + i))));
      database.execute("ANALYZE");
      assertThat(placesOf(PLANTED)).contains("pg_catalog.pg_statistic");

      reencrypt("k1");

      assertThat(placesOf(PLANTED)).isEmpty();
    }

    @Test
    void does_nothing_the_second_time() {
      everythingIsStored(open());
      reencrypt("k1");
      var before = database.ask("SELECT string_agg(xmin::text, ' ') FROM slipway.installations");

      var again = reencrypt("k1");

      assertThat(again.installations()).isEqualTo(new Progress(Kind.INSTALLATIONS, 2, 0));
      assertThat(again.credentials()).isEqualTo(new Progress(Kind.CREDENTIALS, 1, 0));
      assertThat(again.answers()).isEqualTo(new Progress(Kind.ANSWERS, 1, 0));
      assertThat(database.ask("SELECT string_agg(xmin::text, ' ') FROM slipway.installations"))
          .isEqualTo(before);
    }

    @Test
    void names_what_it_cannot_read_and_does_the_rest() {
      new Given(open("lost")).installation(installation(ONE, CONFIG));
      new Given(open("lost")).committed(new Change.PutRegistryConnection(CONNECTION));
      new Given(open("lost")).committed(new Change.Keep(answer("key")));
      new Given(open("k1", "lost")).installation(installation(TWO, CONFIG));

      var report = reencrypt("k2", "k1");

      assertThat(report.complete()).isFalse();
      assertThat(report.unreadableCount()).isEqualTo(3);
      assertThat(report.unreadable())
          .satisfiesExactly(
              one -> assertThat(one).contains("installation acme").contains("'lost'"),
              one -> assertThat(one).contains("registry connection rcon_one").contains("'lost'"),
              one -> assertThat(one).contains("POST /providers/install").contains("'lost'"));
      assertThat(report.installations().changed()).isEqualTo(1);
      assertThat(found(open("k2", "lost"), ONE)).isEqualTo(installation(ONE, CONFIG));
      assertThat(credential(open("k2", "lost"))).contains(CONNECTION);
    }

    @Test
    void keeps_what_this_release_does_not_know() {
      new Given(open()).installation(installation(ONE, CONFIG));
      database.execute(
          "UPDATE slipway.installations SET document ="
              + " replace(document, '\"tier\"', '\"later\":[1.0],\"tier\"')");

      reencrypt("k1");

      assertThat(database.ask("SELECT document FROM slipway.installations"))
          .contains("\"later\":[1.0],\"tier\"");
    }

    @Test
    void never_writes_over_an_installation_that_was_made_anew_meanwhile() {
      new Given(open()).installation(installation(ONE, CONFIG));
      var before = database.ask("SELECT document FROM slipway.installations");

      try (var connections =
          new Connections(database.settings(), List.of(SealingStatement.values()))) {
        var done =
            new Database(connections)
                .change(
                    "sealing what is gone",
                    SealingStatement.SEAL_INSTALLATIONS,
                    dev.slipway.adapterspostgres.Given.of(
                        new String[] {"acme"},
                        new String[] {"acme/one"},
                        new Long[] {1L},
                        new String[] {"ins_gone"},
                        new String[] {"{}"}));
        assertThat(done.iterator().next().getLong("done")).isZero();
      }

      assertThat(database.ask("SELECT document FROM slipway.installations")).isEqualTo(before);
    }

    @Test
    void goes_through_more_rows_and_bytes_than_fit_a_page() {
      var given = new Given(open());
      var large = new InstallationConfig(Map.of("A", "x".repeat(32_000), "B", "y".repeat(32_000)));
      IntStream.range(0, 250)
          .forEach(
              i ->
                  given.installation(
                      installation(Samples.installationId("acme", "acme/p" + i), large)));
      var shown = new ArrayList<Progress>();

      var report = ConfigReencryption.run(database.settings(), Ciphers.of("k1"), shown::add);

      assertThat(report.installations()).isEqualTo(new Progress(Kind.INSTALLATIONS, 250, 250));
      assertThat(shown).hasSizeGreaterThan(5);
      assertThat(found(open("k1"), Samples.installationId("acme", "acme/p249")))
          .isEqualTo(installation(Samples.installationId("acme", "acme/p249"), large));
    }

    @Test
    void beside_servers_that_write_loses_nothing_of_either() throws Exception {
      var ids =
          IntStream.range(0, 10)
              .mapToObj(i -> Samples.installationId("acme", "acme/p" + i))
              .toList();
      var given = new Given(open());
      ids.forEach(id -> given.installation(installation(id, config(" 0"))));
      var servers = List.of(open("k0", "k1", "k2"), open("k2", "k1", "k0"));
      var stop = new AtomicBoolean();
      var writing = new CountDownLatch(ids.size());

      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var counts = new ArrayList<Future<Integer>>();
        for (int i = 0; i < ids.size(); i++) {
          var store = servers.get(i % 2);
          var id = ids.get(i);
          counts.add(threads.submit(() -> count(store, id, writing, stop)));
        }
        assertThat(writing.await(60, TimeUnit.SECONDS)).isTrue();
        for (int turn = 0; turn < 20; turn++) {
          assertThat(reencrypt("k1", "k0", "k2").unreadableCount()).isZero();
        }
        stop.set(true);
        for (Future<Integer> count : counts) {
          assertThat(count.get(60, TimeUnit.SECONDS)).isPositive();
        }
      }

      assertThat(reencrypt("k1", "k0", "k2").complete()).isTrue();
      assertThat(placesOf("sealed:1:k[02]:")).isEmpty();
    }

    /** Writes a higher number into a config again and again; nobody else decides about it. */
    private static int count(
        Store store, InstallationId id, CountDownLatch writing, AtomicBoolean stop) {
      int written = 0;
      while (!stop.get()) {
        var stored = view(store, id).installation();
        assertThat(stored.value().details().desired().config()).isEqualTo(config(" " + written));
        var next = installation(id, config(" " + (written + 1)));
        var put = new Change.PutInstallation(next, stored.expected());
        assertThat(store.commits().commit(Commit.of(put))).isEqualTo(new Committed.Done());
        written++;
        writing.countDown();
      }
      return written;
    }
  }
}
