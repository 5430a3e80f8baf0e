package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adapterspostgres.PostgresSettings.Limits;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Race;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What commits say while their server crashes, and whether it is true. */
class CrashTest {

  private static final int THREADS = 8;

  private final TestServer server = TestServer.started();

  @AfterEach
  void stop() {
    server.close();
  }

  private PostgresSettings settings() {
    return server
        .settings()
        .withConnections(THREADS)
        .withLimits(
            new Limits(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60)));
  }

  private String ask(String sql) throws SQLException {
    try (var connection = connect();
        var rows = connection.createStatement().executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return String.valueOf(rows.getString(1));
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + server.settings().port() + "/postgres", "postgres", "");
  }

  /** What the threads of a run were told, by the number of their commits. */
  private static final class Told {
    final Set<Integer> done = new HashSet<>();
    final Set<Integer> no = new HashSet<>();
    final Set<Integer> unknown = new HashSet<>();
  }

  private static Told commitUntil(OpenStore store, AtomicInteger numbers, AtomicBoolean enough) {
    var told = new Told();
    while (!enough.get()) {
      int number = numbers.incrementAndGet();
      try {
        var organization = Samples.anOrganization("org-" + number);
        var committed =
            store
                .commits()
                .commit(
                    Commit.of(
                        new Change.PutOrganization(organization, new Expected.Absent()),
                        Samples.aPackage(organization.id().value(), "app").created(),
                        new Change.Append(Samples.aMessage("key-" + number, "DO"))));
        assertThat(committed).isEqualTo(new Committed.Done());
        told.done.add(number);
      } catch (StorageUnavailable e) {
        told.no.add(number);
      } catch (OutcomeUnknown e) {
        told.unknown.add(number);
      }
    }
    return told;
  }

  @Test
  void every_yes_and_every_no_is_true_when_the_server_crashes_under_load() throws Exception {
    try (var store = OpenStore.open(settings())) {
      var numbers = new AtomicInteger();
      var enough = new AtomicBoolean();
      var runners = new ArrayList<Callable<Told>>();
      for (int i = 0; i < THREADS; i++) {
        runners.add(() -> commitUntil(store, numbers, enough));
      }
      runners.add(
          () -> {
            for (int crash = 0; crash < 3; crash++) {
              awaitCommits(store, numbers);
              server.crash();
              server.start();
            }
            awaitCommits(store, numbers);
            enough.set(true);
            return new Told();
          });

      var told = Race.of(runners);

      var stored = storedNumbers();
      assertThat(union(told, one -> one.done)).isNotEmpty().allMatch(stored::contains);
      assertThat(union(told, one -> one.no)).isNotEmpty().noneMatch(stored::contains);
      assertThat(ask("SELECT count(*) FROM slipway.heads"))
          .isEqualTo(ask("SELECT count(*) FROM slipway.packages"))
          .isEqualTo(ask("SELECT count(*) FROM slipway.package_versions"))
          .isEqualTo(ask("SELECT count(*) FROM slipway.organizations"));
      assertThat(store.lent()).isZero();
    }
  }

  /** Waits until the store has done some more. */
  private static void awaitCommits(OpenStore store, AtomicInteger numbers) {
    int from = numbers.get();
    while (numbers.get() < from + 20 * THREADS || !store.reachable()) {
      Thread.onSpinWait();
    }
  }

  private Set<Integer> storedNumbers() throws SQLException {
    var numbers = new HashSet<Integer>();
    try (var connection = connect();
        var rows =
            connection
                .createStatement()
                .executeQuery("SELECT substr(id, 5)::integer FROM slipway.organizations")) {
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
    }
    return numbers;
  }

  private static Set<Integer> union(List<Told> told, Function<Told, Set<Integer>> part) {
    var all = new HashSet<Integer>();
    told.forEach(one -> all.addAll(part.apply(one)));
    return all;
  }

  @Test
  void a_number_that_was_given_away_again_after_a_crash_is_not_believed() throws Exception {
    var opened = new CountDownLatch(1);
    try (var wire = Wire.to(server.settings().port());
        var store = OpenStore.open(settings().withPort(wire.port()));
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      store.wakeups().await(Duration.ofSeconds(30));
      wire.handle(new HeldBack(opened));
      var outcome =
          executor.submit(
              () ->
                  store
                      .commits()
                      .commit(
                          Commit.of(
                              new Change.PutOrganization(
                                  Samples.anOrganization("acme"), new Expected.Absent()))));
      var number = awaitTransaction();

      server.crash();
      server.start();
      giveAwayUpTo(number);
      opened.countDown();

      assertThat(ask("SELECT pg_xact_status('" + number + "'::xid8)")).isEqualTo("committed");
      assertThat(outcome)
          .failsWithin(Duration.ofMinutes(2))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(OutcomeUnknown.class);
      assertThat(store.organizations().find(new OrganizationId("acme"))).isEmpty();
    }
  }

  /** The end of a commit is never heard, and nobody gets a new connection before it is time. */
  private record HeldBack(CountDownLatch opened) implements Wire.Handling {
    @Override
    public void handle(Wire.Line line, Wire.Way way, Wire.Packet packet) throws IOException {
      if (packet.kind() == ' ') {
        try {
          assertThat(opened.await(120, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      if (!packet.says("COMMIT")) {
        line.pass(way, packet);
      }
    }
  }

  private String awaitTransaction() throws SQLException {
    while (true) {
      var number =
          ask(
              """
              SELECT coalesce(max(backend_xid::text), '') FROM pg_stat_activity
              WHERE application_name = 'slipway' AND state = 'idle in transaction'
              """);
      if (!number.isEmpty()) {
        return number;
      }
    }
  }

  private void giveAwayUpTo(String number) throws SQLException {
    long given;
    do {
      given = Long.parseLong(ask("SELECT pg_current_xact_id()::text"));
    } while (given < Long.parseLong(number));
  }

  @Test
  void a_server_whose_processes_began_anew_is_another_one() throws Exception {
    try (var store = OpenStore.open(settings())) {
      var before = store.server();
      server.loseProcess(Integer.parseInt(processOf()));

      awaitAnswers(store);

      assertThat(store.server()).isNotEqualTo(before);
    }
  }

  private String processOf() throws SQLException {
    return ask("SELECT max(pid) FROM pg_stat_activity WHERE application_name = 'slipway'");
  }

  private static void awaitAnswers(OpenStore store) {
    while (!store.reachable()) {
      Thread.onSpinWait();
    }
  }
}
