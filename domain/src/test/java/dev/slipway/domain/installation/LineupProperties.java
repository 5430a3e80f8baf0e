package dev.slipway.domain.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.installation.Lineup.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for a lineup whatever is asked of it, and in whatever order. */
class LineupProperties {

  record Step(String words, Function<Lineup, Change> ask) {
    @Override
    public String toString() {
      return words;
    }
  }

  @Property
  void what_was_started_and_not_ended_is_what_runs(@ForAll("walks") List<Step> walk) {
    var lineup = Lineup.EMPTY;
    var world = new HashSet<Long>();
    for (var step : walk) {
      var before = lineup;
      if (step.ask().apply(lineup) instanceof Change.Changed changed) {
        lineup = changed.next();
        assertThat(world).containsAll(changed.ended());
        world.removeAll(changed.ended());
        if (changed.starts()) {
          assertThat(world.add(lineup.candidate().or(lineup::serving).orElseThrow())).isTrue();
        }
      }

      assertThat(lineup.generation()).isGreaterThanOrEqualTo(before.generation());
      assertThat(world).isEqualTo(running(lineup));
    }
  }

  @Property
  void asking_again_changes_nothing(@ForAll("walks") List<Step> walk, @ForAll("steps") Step last) {
    var lineup = Lineup.EMPTY;
    for (var step : walk) {
      lineup = step.ask().apply(lineup) instanceof Change.Changed changed ? changed.next() : lineup;
    }

    if (last.ask().apply(lineup) instanceof Change.Changed(var once, var starts, var ended)) {
      assertThat(last.ask().apply(once)).isEqualTo(new Change.Changed(once, false, Set.of()));
    }
  }

  private static Set<Long> running(Lineup lineup) {
    var running = new HashSet<Long>();
    lineup.serving().ifPresent(running::add);
    lineup.candidate().ifPresent(running::add);
    return running;
  }

  @Provide
  Arbitrary<List<Step>> walks() {
    return steps().list().ofMaxSize(30);
  }

  @Provide
  Arbitrary<Step> steps() {
    var generations = Arbitraries.longs().between(1, 8);
    var rollouts = Arbitraries.longs().between(1, 4);
    var applied =
        Combinators.combine(generations, rollouts, Arbitraries.of(true, false))
            .as(
                (by, rollout, served) ->
                    new Step(
                        "apply " + rollout + " by " + by + (served ? " served" : ""),
                        lineup -> lineup.apply(by, rollout, served)));
    var promoted =
        Combinators.combine(generations, rollouts)
            .as(
                (by, rollout) ->
                    new Step(
                        "promote " + rollout + " by " + by, lineup -> lineup.promote(by, rollout)));
    var removed = generations.map(by -> new Step("remove by " + by, lineup -> lineup.remove(by)));
    return Arbitraries.oneOf(applied, promoted, removed);
  }
}
