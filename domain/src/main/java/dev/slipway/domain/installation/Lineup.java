package dev.slipway.domain.installation;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which rollouts of one incarnation of an installation run: the one that serves, and the one that
 * is being brought up beside it. What {@link #apply}, {@link #promote} and {@link #remove} make of
 * it is what every adapter that keeps its runtimes in its own hands has to do.
 *
 * @param generation the newest operation that was seen; 0 before the first
 * @param serving the rollout that serves
 * @param candidate the rollout that was brought up and does not serve yet
 */
public record Lineup(long generation, Optional<Long> serving, Optional<Long> candidate) {

  /** Nothing runs, and nothing was asked yet. */
  public static final Lineup EMPTY = new Lineup(0, Optional.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException when the candidate is what serves already
   */
  public Lineup {
    if (candidate.isPresent() && candidate.equals(serving)) {
      throw new IllegalArgumentException("rollout " + candidate.get() + " cannot be both");
    }
  }

  /** What an operation means for the rollouts. */
  public sealed interface Change {

    /**
     * It counts.
     *
     * @param next what runs then
     * @param starts whether the rollout must be started, because it does not run yet
     * @param ended which rollouts must be ended
     */
    record Changed(Lineup next, boolean starts, Set<Long> ended) implements Change {
      public Changed {
        ended = Set.copyOf(ended);
      }
    }

    /** A newer operation has been here. */
    record Superseded(long generation) implements Change {}

    /** The rollout that should serve does not run. */
    record NotRunning() implements Change {}
  }

  /** Whether nothing runs. */
  public boolean isEmpty() {
    return serving.isEmpty() && candidate.isEmpty();
  }

  /** Whether a rollout runs. */
  public boolean runs(long rollout) {
    return running().anyMatch(number -> number == rollout);
  }

  /**
   * A rollout should run.
   *
   * @param by the operation that asks
   * @param served whether it served before and is only brought back
   */
  public Change apply(long by, long rollout, boolean served) {
    if (by < generation) {
      return new Change.Superseded(generation);
    }
    if (served || isServing(rollout)) {
      return only(by, rollout);
    }
    return new Change.Changed(
        new Lineup(by, serving, Optional.of(rollout)),
        !runs(rollout),
        candidate.filter(number -> number != rollout).stream().collect(Collectors.toSet()));
  }

  /** A rollout that was brought up should serve. */
  public Change promote(long by, long rollout) {
    if (by < generation) {
      return new Change.Superseded(generation);
    }
    return runs(rollout) ? only(by, rollout) : new Change.NotRunning();
  }

  /** Nothing should run any more. */
  public Change remove(long by) {
    return by < generation
        ? new Change.Superseded(generation)
        : new Change.Changed(
            new Lineup(by, Optional.empty(), Optional.empty()),
            false,
            running().collect(Collectors.toSet()));
  }

  /** What runs when a rollout has ended by itself. */
  public Lineup without(long rollout) {
    return new Lineup(
        generation,
        serving.filter(number -> number != rollout),
        candidate.filter(number -> number != rollout));
  }

  private Change only(long by, long rollout) {
    return new Change.Changed(
        new Lineup(by, Optional.of(rollout), Optional.empty()),
        !runs(rollout),
        running().filter(number -> number != rollout).collect(Collectors.toSet()));
  }

  private boolean isServing(long rollout) {
    return serving.filter(number -> number == rollout).isPresent();
  }

  private Stream<Long> running() {
    return Stream.concat(serving.stream(), candidate.stream());
  }
}
