package dev.slipway.portstck.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Observed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every adapter that deploys something owes its callers, beside what all owe. */
public interface DeployingRuntimesContract extends ProviderRuntimesContract {

  /** Lets the world come to what was asked of it, as far as it needs time or a push for it. */
  default void settle() {}

  // -- Applying ------------------------------------------------------------------------------

  @Test
  default void it_deploys() {
    assertThat(runtimes().deploys()).isTrue();
  }

  @Test
  default void the_first_rollout_is_a_candidate() {
    var id = installation("org", "acme/first");
    var incarnation = new Incarnation("ins_first");

    assertThat(runtimes().apply(deployment(id, incarnation, 1))).isEqualTo(new Effect.Done());

    var observed = observed(id);
    assertThat(observed.incarnation()).isEqualTo(incarnation);
    assertThat(observed.generation()).isEqualTo(1);
    assertThat(observed.candidate()).contains(1L);
    assertThat(observed.serving()).isEmpty();
    assertThat(observed.servingVersion()).isEmpty();
    assertThat(observed.availableReplicas()).isZero();
    assertThat(observed.readyReplicas()).isZero();
  }

  @Test
  default void a_rollout_that_runs_is_left_running() {
    var id = installation("org", "acme/left");
    var incarnation = new Incarnation("ins_left");
    done(runtimes().apply(deployment(id, incarnation, 1)));
    var before = observed(id);

    done(runtimes().apply(deployment(id, incarnation, 1)));

    assertThat(observed(id)).isEqualTo(before);
  }

  @Test
  default void a_new_rollout_comes_up_beside_what_serves() {
    var id = installation("org", "acme/beside");
    var incarnation = serving(id, "ins_beside", 1);

    done(runtimes().apply(deployment(id, incarnation, 2)));

    var observed = observed(id);
    assertThat(observed.generation()).isEqualTo(2);
    assertThat(observed.serving()).contains(1L);
    assertThat(observed.servingVersion()).contains(SemVer.of("1.0.0"));
    assertThat(observed.candidate()).contains(2L);
    assertThat(observed.availableReplicas()).isEqualTo(1);
  }

  @Test
  default void a_new_rollout_takes_the_place_of_another_candidate() {
    var id = installation("org", "acme/replaced");
    var incarnation = serving(id, "ins_replaced", 1);
    done(runtimes().apply(deployment(id, incarnation, 2)));

    done(runtimes().apply(deployment(id, incarnation, 3)));

    assertThat(observed(id).serving()).contains(1L);
    assertThat(observed(id).candidate()).contains(3L);
  }

  @Test
  default void an_older_operation_brings_nothing_out() {
    var id = installation("org", "acme/late");
    var incarnation = serving(id, "ins_late", 2);
    var before = observed(id);

    var effect = runtimes().apply(deployment(id, incarnation, 1));

    assertThat(effect).isEqualTo(new Effect.Superseded(2));
    assertThat(observed(id)).isEqualTo(before);
  }

  @Test
  default void what_served_before_serves_at_once() {
    var id = installation("org", "acme/back");
    var incarnation = new Incarnation("ins_back");

    done(runtimes().apply(deployment(id, incarnation, 4, 3, true)));
    settle();

    var observed = observed(id);
    assertThat(observed.generation()).isEqualTo(4);
    assertThat(observed.serving()).contains(3L);
    assertThat(observed.servingVersion()).contains(SemVer.of("3.0.0"));
    assertThat(observed.candidate()).isEmpty();
    assertThat(observed.availableReplicas()).isEqualTo(1);
  }

  @Test
  default void after_a_restart_both_rollouts_can_be_brought_back() {
    var id = installation("org", "acme/both");
    var incarnation = new Incarnation("ins_both");

    done(runtimes().apply(deployment(id, incarnation, 3, 1, true)));
    done(runtimes().apply(deployment(id, incarnation, 3)));

    assertThat(observed(id).serving()).contains(1L);
    assertThat(observed(id).candidate()).contains(3L);
  }

  // -- Promoting -----------------------------------------------------------------------------

  @Test
  default void a_promoted_rollout_serves_alone() {
    var id = installation("org", "acme/promoted");
    var incarnation = serving(id, "ins_promoted", 1);
    done(runtimes().apply(deployment(id, incarnation, 2)));
    settle();

    done(runtimes().promote(id, incarnation, 2, 2));

    settle();
    var observed = observed(id);
    assertThat(observed.serving()).contains(2L);
    assertThat(observed.servingVersion()).contains(SemVer.of("2.0.0"));
    assertThat(observed.candidate()).isEmpty();
    assertThat(observed.availableReplicas()).isEqualTo(1);
    assertThat(observed.readyReplicas()).isEqualTo(1);
    assertThat(observed.trouble()).isEmpty();
  }

  @Test
  default void what_serves_already_is_left_running_by_a_promotion() {
    var id = installation("org", "acme/same");
    var incarnation = serving(id, "ins_same", 1);
    var before = observed(id);

    done(runtimes().promote(id, incarnation, 1, 1));

    assertThat(observed(id)).isEqualTo(before);
  }

  @Test
  default void what_does_not_run_cannot_be_promoted() {
    var id = installation("org", "acme/absent");
    var incarnation = serving(id, "ins_absent", 1);
    var before = observed(id);

    var effect = runtimes().promote(id, incarnation, 2, 2);

    assertThat(effect).isInstanceOf(Effect.Failed.class);
    assertThat(observed(id)).isEqualTo(before);
    assertThat(runtimes().promote(installation("org", "acme/none"), incarnation, 1, 1))
        .isInstanceOf(Effect.Failed.class);
  }

  @Test
  default void an_older_operation_promotes_nothing() {
    var id = installation("org", "acme/stale");
    var incarnation = serving(id, "ins_stale", 1);
    done(runtimes().apply(deployment(id, incarnation, 3)));
    var before = observed(id);

    var effect = runtimes().promote(id, incarnation, 2, 3);

    assertThat(effect).isEqualTo(new Effect.Superseded(3));
    assertThat(observed(id)).isEqualTo(before);
  }

  // -- Going back ----------------------------------------------------------------------------

  @Test
  default void what_serves_is_restored_by_applying_it_again() {
    var id = installation("org", "acme/restored");
    var incarnation = serving(id, "ins_restored", 1);
    done(runtimes().apply(deployment(id, incarnation, 2)));

    done(runtimes().apply(deployment(id, incarnation, 3, 1, true)));

    var observed = observed(id);
    assertThat(observed.generation()).isEqualTo(3);
    assertThat(observed.serving()).contains(1L);
    assertThat(observed.candidate()).isEmpty();
    assertThat(observed.availableReplicas()).isEqualTo(1);
    assertThat(runtimes().apply(deployment(id, incarnation, 2)))
        .isEqualTo(new Effect.Superseded(3));
  }

  // -- Removing ------------------------------------------------------------------------------

  @Test
  default void removal_leaves_nothing() {
    var id = installation("org", "acme/removed");
    var incarnation = serving(id, "ins_removed", 1);
    done(runtimes().apply(deployment(id, incarnation, 2)));

    done(runtimes().remove(id, incarnation, 3));

    assertThat(runtimes().observe(id)).isEmpty();
    assertThat(runtimes().running(Optional.empty(), 100)).isEmpty();
  }

  @Test
  default void an_older_operation_removes_nothing() {
    var id = installation("org", "acme/kept");
    var incarnation = serving(id, "ins_kept", 2);
    var before = observed(id);

    var effect = runtimes().remove(id, incarnation, 1);

    assertThat(effect).isEqualTo(new Effect.Superseded(2));
    assertThat(observed(id)).isEqualTo(before);
  }

  @Test
  default void what_was_removed_is_not_brought_back_by_a_late_worker() {
    var id = installation("org", "acme/gone");
    var incarnation = serving(id, "ins_gone", 1);
    done(runtimes().remove(id, incarnation, 2));

    var effect = runtimes().apply(deployment(id, incarnation, 1));

    assertThat(effect).isEqualTo(new Effect.Superseded(2));
    assertThat(runtimes().observe(id)).isEmpty();
  }

  @Test
  default void another_tenants_installation_of_the_same_provider_is_left_alone() {
    var mine = installation("mine", "acme/shared");
    var other = installation("other", "acme/shared");
    var incarnation = serving(mine, "ins_mine", 1);
    serving(other, "ins_other", 1);
    var before = observed(other);

    done(runtimes().remove(mine, incarnation, 2));

    assertThat(runtimes().observe(mine)).isEmpty();
    assertThat(observed(other)).isEqualTo(before);
  }

  // -- Incarnations --------------------------------------------------------------------------

  @Test
  default void another_incarnation_takes_the_place_and_counts_anew() {
    var id = installation("org", "acme/anew");
    serving(id, "ins_old", 7);
    var next = new Incarnation("ins_new");

    done(runtimes().apply(deployment(id, next, 1)));

    var observed = observed(id);
    assertThat(observed.incarnation()).isEqualTo(next);
    assertThat(observed.generation()).isEqualTo(1);
    assertThat(observed.serving()).isEmpty();
    assertThat(observed.candidate()).contains(1L);
  }

  @Test
  default void an_earlier_incarnation_removes_and_promotes_nothing_of_a_later_one() {
    var id = installation("org", "acme/later");
    var old = serving(id, "ins_older", 1);
    done(runtimes().remove(id, old, 2));
    serving(id, "ins_younger", 1);
    var before = observed(id);

    done(runtimes().remove(id, old, 2));
    var promoted = runtimes().promote(id, old, 2, 1);
    var applied = runtimes().apply(deployment(id, old, 1));

    assertThat(promoted).isInstanceOf(Effect.Failed.class);
    assertThat(applied).isEqualTo(new Effect.Superseded(2));
    assertThat(observed(id)).isEqualTo(before);
  }

  // -- Listing -------------------------------------------------------------------------------

  @Test
  default void what_runs_is_listed_by_tenant_and_then_provider() {
    var inOrder =
        List.of(
            installation("ORG", "acme/zebra"),
            installation("a-tenant_1", "acme/ant"),
            installation("a-tenant_1", "acme/ant-eater"),
            installation("a-tenant_1", "beta/ant"),
            installation("b", "a" + "b".repeat(63) + "/" + "c".repeat(135)));
    var shuffled = new ArrayList<>(inOrder);
    Collections.reverse(shuffled);
    shuffled.forEach(id -> serving(id, "ins_" + inOrder.indexOf(id), 1));

    var pages = pages(2);

    assertThat(pages)
        .isEqualTo(List.of(inOrder.subList(0, 2), inOrder.subList(2, 4), inOrder.subList(4, 5)));
  }

  @Test
  default void a_candidate_is_listed_too() {
    var id = installation("org", "acme/candidate");
    done(runtimes().apply(deployment(id, new Incarnation("ins_candidate"), 1)));

    var running = runtimes().running(Optional.empty(), 10);

    assertThat(running).isEqualTo(List.of(observed(id)));
  }

  // -- Races ---------------------------------------------------------------------------------

  @Test
  default void of_many_operations_at_once_the_newest_holds() throws Exception {
    var id = installation("org", "acme/race");
    var incarnation = new Incarnation("ins_race");

    var effects = atOnce(6, number -> runtimes().apply(deployment(id, incarnation, number)));

    assertThat(observed(id).generation()).isEqualTo(6);
    assertThat(observed(id).candidate()).contains(6L);
    assertThat(effects.getLast()).isEqualTo(new Effect.Done());
    assertThat(effects).noneMatch(Effect.Failed.class::isInstance);
  }

  @Test
  default void of_one_operation_many_times_at_once_one_rollout_runs() throws Exception {
    var id = installation("org", "acme/once");
    var incarnation = new Incarnation("ins_once");

    var effects = atOnce(6, number -> runtimes().apply(deployment(id, incarnation, 1)));

    assertThat(effects).containsOnly(new Effect.Done());
    assertThat(observed(id).candidate()).contains(1L);
    done(runtimes().remove(id, incarnation, 2));
    assertThat(runtimes().running(Optional.empty(), 10)).isEmpty();
  }

  // -- The words of this page ----------------------------------------------------------------

  private Observed observed(InstallationId id) {
    return runtimes().observe(id).orElseThrow();
  }

  private static void done(Effect effect) {
    assertThat(effect).isEqualTo(new Effect.Done());
  }

  private Incarnation serving(InstallationId id, String name, long number) {
    var incarnation = new Incarnation(name);
    done(runtimes().apply(deployment(id, incarnation, number)));
    settle();
    done(runtimes().promote(id, incarnation, number, number));
    settle();
    return incarnation;
  }

  private List<List<InstallationId>> pages(int limit) {
    var pages = new ArrayList<List<InstallationId>>();
    Optional<InstallationId> after = Optional.empty();
    while (true) {
      var page = runtimes().running(after, limit).stream().map(Observed::installation).toList();
      if (page.isEmpty()) {
        return pages;
      }
      pages.add(page);
      after = Optional.of(page.getLast());
    }
  }

  private static List<Effect> atOnce(int times, LongFunction<Effect> effect)
      throws InterruptedException, ExecutionException, TimeoutException {
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Effect>> running =
          LongStream.rangeClosed(1, times)
              .mapToObj(
                  number ->
                      threads.submit(
                          () -> {
                            start.await();
                            return effect.apply(number);
                          }))
              .toList();
      start.countDown();
      var effects = new ArrayList<Effect>();
      for (var one : running) {
        effects.add(one.get(60, TimeUnit.SECONDS));
      }
      return effects;
    }
  }
}
