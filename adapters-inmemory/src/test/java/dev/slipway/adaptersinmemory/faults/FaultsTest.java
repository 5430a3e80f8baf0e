package dev.slipway.adaptersinmemory.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.adaptersinmemory.runtimes.ExternalRuntimes;
import dev.slipway.adaptersinmemory.store.InMemoryStore;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import dev.slipway.ports.paging.Paging;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.time.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final OrganizationId ACME = new OrganizationId("acme");
  private static final Commit MAKE_ACME =
      Commit.of(new Change.PutOrganization(Samples.anOrganization("acme"), new Expected.Absent()));

  private final Faults faults = new Faults();
  private final Store honest = InMemoryStore.create(new MovableClock(Samples.NOON));
  private final Store store = faults.before(honest);

  private boolean isMade() {
    return honest.organizations().find(ACME).isPresent();
  }

  @Test
  void without_a_plan_nothing_breaks() {
    assertThat(store.commits().commit(MAKE_ACME)).isEqualTo(new Committed.Done());
    assertThat(store.organizations().find(ACME)).contains(Samples.anOrganization("acme"));
    assertThat(store.reachable()).isTrue();
  }

  @Test
  void every_call_of_a_port_is_counted_and_named() throws InterruptedException {
    store.commits().commit(MAKE_ACME);
    store.outbox().claim(1, Duration.ofHours(1));
    store.wakeups().await(Duration.ZERO);
    var runtimes = faults.before(ExternalRuntimes.create());
    assertThat(runtimes.deploys()).isFalse();

    assertThat(faults.calls())
        .containsExactly(
            new PortCall(1, "Commits", "commit"),
            new PortCall(2, "Outbox", "claim"),
            new PortCall(3, "ProviderRuntimes", "deploys"));
  }

  @Nested
  class a_commit {

    @Test
    void that_finds_the_store_unavailable_does_nothing() {
      faults.strike(1, Fault.UNAVAILABLE);

      assertThatThrownBy(() -> store.commits().commit(MAKE_ACME))
          .isInstanceOf(StorageUnavailable.class)
          .hasMessageContaining("Commits.commit");
      assertThat(isMade()).isFalse();
    }

    @Test
    void whose_request_is_lost_does_nothing_and_cannot_know() {
      faults.strike(1, Fault.REQUEST_LOST);

      assertThatThrownBy(() -> store.commits().commit(MAKE_ACME))
          .isInstanceOf(OutcomeUnknown.class);
      assertThat(isMade()).isFalse();
    }

    @Test
    void whose_answer_is_lost_takes_effect_and_cannot_know() {
      faults.strike(1, Fault.ANSWER_LOST);

      assertThatThrownBy(() -> store.commits().commit(MAKE_ACME))
          .isInstanceOf(OutcomeUnknown.class);
      assertThat(isMade()).isTrue();
    }

    @Test
    void whose_caller_dies_before_it_does_nothing() {
      faults.strike(1, Fault.KILLED_BEFORE);

      assertThatThrownBy(() -> store.commits().commit(MAKE_ACME)).isInstanceOf(Killed.class);
      assertThat(isMade()).isFalse();
    }

    @Test
    void whose_caller_dies_after_it_takes_effect() {
      faults.strike(1, Fault.KILLED_AFTER);

      assertThatThrownBy(() -> store.commits().commit(MAKE_ACME)).isInstanceOf(Killed.class);
      assertThat(isMade()).isTrue();
    }
  }

  @Test
  void other_calls_know_no_unknown_outcome() {
    for (Fault fault : List.of(Fault.UNAVAILABLE, Fault.REQUEST_LOST, Fault.ANSWER_LOST)) {
      faults.strike(1, fault);
      assertThatThrownBy(() -> store.organizations().find(ACME))
          .isInstanceOf(StorageUnavailable.class);
    }
  }

  @Test
  void runtimes_cannot_be_reached() {
    var runtimes = faults.before(ExternalRuntimes.create());

    for (Fault fault : List.of(Fault.UNAVAILABLE, Fault.REQUEST_LOST, Fault.ANSWER_LOST)) {
      faults.strike(1, fault);
      assertThatThrownBy(runtimes::deploys).isInstanceOf(RuntimeUnavailable.class);
    }
  }

  @Test
  void a_strike_falls_once_at_its_call() {
    faults.strike(3, Fault.UNAVAILABLE);

    assertThat(store.outbox().size()).isZero();
    assertThat(store.outbox().size()).isZero();
    assertThat(faults.pending()).isOne();
    assertThatThrownBy(() -> store.outbox().size()).isInstanceOf(StorageUnavailable.class);
    assertThat(store.outbox().size()).isZero();
    assertThat(faults.pending()).isZero();
  }

  @Test
  void a_strike_at_a_name_waits_for_that_name() {
    faults.strike("Outbox.nextDue", 2, Fault.UNAVAILABLE);

    assertThat(store.outbox().size()).isZero();
    assertThat(store.outbox().nextDue()).isEmpty();
    assertThat(store.outbox().size()).isZero();
    assertThatThrownBy(() -> store.outbox().nextDue()).isInstanceOf(StorageUnavailable.class);
  }

  @Test
  void while_it_is_down_nothing_answers() {
    faults.down();

    assertThat(store.reachable()).isFalse();
    assertThatThrownBy(() -> store.commits().commit(MAKE_ACME))
        .isInstanceOf(StorageUnavailable.class);
    assertThatThrownBy(() -> store.installations().page(ACME, Paging.first()))
        .isInstanceOf(StorageUnavailable.class);
    faults.up();

    assertThat(store.reachable()).isTrue();
    assertThat(store.commits().commit(MAKE_ACME)).isEqualTo(new Committed.Done());
  }

  @Test
  void a_plan_can_be_cleared() {
    faults.strike(1, Fault.KILLED_BEFORE);
    faults.down();

    faults.clear();

    assertThat(faults.pending()).isZero();
    assertThatCode(() -> store.outbox().size()).doesNotThrowAnyException();
  }

  @Test
  void a_call_is_counted_from_one() {
    assertThatThrownBy(() -> faults.strike(0, Fault.UNAVAILABLE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_a_port_throws_comes_through_as_it_is() {
    store.close();

    assertThatThrownBy(() -> store.installations().all(Optional.empty(), 1))
        .isInstanceOf(StorageUnavailable.class)
        .hasMessageContaining("closed");
    assertThat(honest.reachable()).isFalse();
  }

  @Test
  void a_story_can_be_broken_at_each_of_its_calls() {
    store.commits().commit(MAKE_ACME);
    store.organizations().find(ACME);
    int calls = faults.calls().size();

    for (int call = 1; call <= calls; call++) {
      faults.strike(call, Fault.KILLED_AFTER);
      assertThatThrownBy(
              () -> {
                store.commits().commit(MAKE_ACME);
                store.organizations().find(ACME);
              })
          .isInstanceOf(Killed.class)
          .hasMessageContaining("call");
    }
    assertThat(faults.calls()).hasSize(2 + 1 + 2);
  }
}
