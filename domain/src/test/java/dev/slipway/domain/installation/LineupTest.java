package dev.slipway.domain.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.installation.Lineup.Change;
import dev.slipway.domain.installation.Lineup.Change.Changed;
import dev.slipway.domain.installation.Lineup.Change.NotRunning;
import dev.slipway.domain.installation.Lineup.Change.Superseded;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LineupTest {

  private static final Lineup BOTH = new Lineup(5, Optional.of(3L), Optional.of(5L));

  private static Lineup serving(long generation, long rollout) {
    return new Lineup(generation, Optional.of(rollout), Optional.empty());
  }

  private static Lineup candidate(long generation, long rollout) {
    return new Lineup(generation, Optional.empty(), Optional.of(rollout));
  }

  @Nested
  class Apply {

    @Test
    void the_first_rollout_becomes_the_candidate() {
      Change change = Lineup.EMPTY.apply(1, 1, false);

      assertThat(change).isEqualTo(new Changed(candidate(1, 1), true, Set.of()));
    }

    @Test
    void a_new_rollout_comes_up_beside_what_serves() {
      Change change = serving(3, 3).apply(5, 5, false);

      assertThat(change).isEqualTo(new Changed(BOTH, true, Set.of()));
    }

    @Test
    void a_new_rollout_takes_the_place_of_another_candidate() {
      Change change = BOTH.apply(6, 6, false);

      assertThat(change)
          .isEqualTo(
              new Changed(new Lineup(6, Optional.of(3L), Optional.of(6L)), true, Set.of(5L)));
    }

    @Test
    void the_candidate_is_left_running() {
      Change change = BOTH.apply(5, 5, false);

      assertThat(change).isEqualTo(new Changed(BOTH, false, Set.of()));
    }

    @Test
    void what_serves_is_left_running_and_the_candidate_ends() {
      Change change = BOTH.apply(6, 3, false);

      assertThat(change).isEqualTo(new Changed(serving(6, 3), false, Set.of(5L)));
    }

    @Test
    void what_served_before_serves_at_once() {
      Change change = Lineup.EMPTY.apply(4, 3, true);

      assertThat(change).isEqualTo(new Changed(serving(4, 3), true, Set.of()));
    }

    @Test
    void a_candidate_of_which_is_said_that_it_served_is_promoted() {
      Change change = BOTH.apply(5, 5, true);

      assertThat(change).isEqualTo(new Changed(serving(5, 5), false, Set.of(3L)));
    }

    @Test
    void an_older_operation_changes_nothing() {
      Change change = BOTH.apply(4, 4, false);

      assertThat(change).isEqualTo(new Superseded(5));
    }
  }

  @Nested
  class Promote {

    @Test
    void the_candidate_serves_and_the_other_one_ends() {
      Change change = BOTH.promote(5, 5);

      assertThat(change).isEqualTo(new Changed(serving(5, 5), false, Set.of(3L)));
    }

    @Test
    void what_serves_already_goes_on_and_the_other_one_ends() {
      Change change = BOTH.promote(5, 3);

      assertThat(change).isEqualTo(new Changed(serving(5, 3), false, Set.of(5L)));
    }

    @Test
    void what_does_not_run_cannot_serve() {
      Change change = BOTH.promote(5, 4);

      assertThat(change).isEqualTo(new NotRunning());
    }

    @Test
    void an_older_operation_changes_nothing() {
      Change change = BOTH.promote(4, 5);

      assertThat(change).isEqualTo(new Superseded(5));
    }
  }

  @Nested
  class Remove {

    @Test
    void everything_ends_and_the_operation_stays_known() {
      Change change = BOTH.remove(6);

      assertThat(change)
          .isEqualTo(
              new Changed(
                  new Lineup(6, Optional.empty(), Optional.empty()), false, Set.of(3L, 5L)));
    }

    @Test
    void an_older_operation_changes_nothing() {
      Change change = BOTH.remove(4);

      assertThat(change).isEqualTo(new Superseded(5));
    }
  }

  @Test
  void a_rollout_that_ended_by_itself_runs_no_longer() {
    assertThat(BOTH.without(5)).isEqualTo(serving(5, 3));
    assertThat(BOTH.without(3)).isEqualTo(candidate(5, 5));
    assertThat(BOTH.without(4)).isEqualTo(BOTH);
    assertThat(serving(5, 3).without(3).isEmpty()).isTrue();
    assertThat(serving(5, 3).isEmpty()).isFalse();
    assertThat(candidate(5, 5).isEmpty()).isFalse();
  }

  @Test
  void one_rollout_cannot_serve_and_be_brought_up() {
    assertThatThrownBy(() -> new Lineup(1, Optional.of(1L), Optional.of(1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rollout 1");
  }
}
