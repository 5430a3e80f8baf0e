package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.adapterspostgres.FlightCut.Moment;
import dev.slipway.adapterspostgres.PostgresSettings.Limits;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.portstck.sample.Samples;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a commit says when its connection is lost on the way. */
class LostConnectionTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final TestDatabase database = TestDatabase.migrated();
  private final Wire wire = Wire.to(database.settings().port());
  private OpenStore store = opened(LONG);

  @AfterEach
  void close() {
    assertThat(store.lent()).isZero();
    store.close();
    wire.close();
    database.close();
  }

  private OpenStore opened(Duration answer) {
    return OpenStore.open(
        database.settings().withPort(wire.port()).withLimits(new Limits(LONG, LONG, answer)));
  }

  private Committed commit() {
    return store
        .commits()
        .commit(
            Commit.of(
                new Change.PutOrganization(Samples.anOrganization("acme"), new Expected.Absent()),
                new Change.Append(Samples.aMessage("key", "DO"))));
  }

  private Optional<?> stored() {
    return store.organizations().find(Samples.anOrganization("acme").id());
  }

  @Test
  void lost_before_the_end_was_heard_nothing_is_written_and_it_says_so() {
    wire.handle(new FlightCut(Moment.BEFORE_THE_END_IS_HEARD));

    assertThatThrownBy(this::commit)
        .isInstanceOf(StorageUnavailable.class)
        .hasMessageContaining("committing PutOrganization, Append")
        .hasMessageContaining("nothing was written");

    assertThat(stored()).isEmpty();
  }

  @Test
  void lost_before_the_end_was_answered_it_finds_out_that_all_is_written() {
    wire.handle(new FlightCut(Moment.BEFORE_THE_END_IS_ANSWERED));

    assertThat(commit()).isEqualTo(new Committed.Done());

    assertThat(stored()).isPresent();
  }

  @Test
  void lost_before_anything_was_answered_nobody_knows() {
    wire.handle(new FlightCut(Moment.BEFORE_ANYTHING_IS_ANSWERED));

    assertThatThrownBy(this::commit)
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining("committing PutOrganization, Append")
        .hasMessageContaining("read what it should have changed");

    assertThat(stored()).isPresent();
  }

  @Test
  void a_silent_connection_is_given_up_and_its_transaction_is_ended_before_it_says_no() {
    store.close();
    // Long enough for a busy server to end the transaction and to say so.
    store = opened(Duration.ofSeconds(5));
    wire.handle(new FlightCut(Moment.SILENT_BEFORE_THE_END_IS_HEARD));

    assertThatThrownBy(this::commit)
        .isInstanceOf(StorageUnavailable.class)
        .hasMessageContaining("nothing was written");

    assertThat(stored()).isEmpty();
    assertThat(openTransactions()).isEqualTo("0");
  }

  private String openTransactions() {
    return database.ask(
        "SELECT count(*) FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND datname ="
            + " current_database()");
  }

  @Test
  void what_runs_into_a_cut_reads_again_by_itself() {
    assertThat(stored()).isEmpty();

    wire.cut();

    assertThat(stored()).isEmpty();
    assertThat(commit()).isEqualTo(new Committed.Done());
  }

  @Test
  void whoever_waits_for_messages_hears_of_them_again_after_a_cut() throws InterruptedException {
    store.wakeups().await(Duration.ofMinutes(1));

    wire.cut();

    // Woken once because of the new connection, however long that takes.
    store.wakeups().await(Duration.ofMinutes(10));
  }
}
