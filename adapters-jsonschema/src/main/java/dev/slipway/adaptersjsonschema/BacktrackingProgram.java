package dev.slipway.adaptersjsonschema;

import dev.slipway.adaptersjsonschema.Expression.Captured;
import dev.slipway.adaptersjsonschema.Expression.Choice;
import dev.slipway.adaptersjsonschema.Expression.Place;
import dev.slipway.adaptersjsonschema.Expression.Repeated;
import dev.slipway.adaptersjsonschema.Expression.Sequence;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;

/**
 * An expression as steps, in the order in which ECMA-262 has them tried. Its length is that of the
 * expression, however large the counts in it are. Immutable and thread-safe.
 *
 * <p>What is remembered on the way stands in registers: where each group begins (twice its number)
 * and ends (one more), and for each repetition how often it has run, and where it last began. A
 * register that says nothing holds -1.
 *
 * <p>Inside a look-behind all goes from the right to the left, as it does in ECMA-262.
 */
final class BacktrackingProgram {

  /** What to do next; after it comes the step that follows, unless it says otherwise. */
  sealed interface Step {

    /** Goes over one character. */
    record Over(CodePoints allowed, boolean leftwards) implements Step {}

    /** Goes over as many characters as it can, and gives back one after the other. */
    record OverMany(CodePoints allowed, int least, int most, boolean leftwards) implements Step {}

    /** Goes on at such a place only. */
    record At(Place place) implements Step {}

    /** Goes over what a group has matched. */
    record Again(int group, boolean leftwards) implements Step {}

    /** Writes the place into a register. */
    record Note(int register) implements Step {}

    /** Goes on with the next step, and if that fails with another. */
    record Try(int other) implements Step {}

    /** Goes on elsewhere. */
    record Go(int to) implements Step {}

    /** Sets out to repeat. */
    record Begin(int runs) implements Step {}

    /** Runs once more, by the next step, or goes on at {@code exit}. */
    record Repeat(int runs, int least, int most, boolean eager, int exit) implements Step {}

    /**
     * Begins a run, and forgets what the groups inside have matched in the run before.
     *
     * @param runs the register that counts; the one after it has the place
     * @param most how far it counts
     * @param firstGroup the first group inside
     * @param endGroup one more than the last group inside
     */
    record Run(int runs, int most, int firstGroup, int endGroup) implements Step {}

    /** Ends a run, which was in vain when it was not asked for and went over nothing. */
    record Ran(int runs, int least, int back) implements Step {}

    /** Follows the next steps up to {@link Found}, comes back to the place, and goes on. */
    record Look(boolean wanted, int after) implements Step {}

    /** The end. */
    record Found() implements Step {}
  }

  private final List<Step> steps;
  private final int registers;

  private BacktrackingProgram(List<Step> steps, int registers) {
    this.steps = steps;
    this.registers = registers;
  }

  static BacktrackingProgram of(Expression expression) {
    var groups = new IntSummaryStatistics();
    groups.accept(0);
    collectGroups(expression, groups);
    var writer = new Writer(2 * (groups.getMax() + 1));
    writer.write(expression, false);
    writer.steps.add(new Step.Found());
    return new BacktrackingProgram(List.copyOf(writer.steps), writer.registers);
  }

  Step step(int at) {
    return steps.get(at);
  }

  int registers() {
    return registers;
  }

  /** Whether no other place than the start of a text need be tried. */
  boolean beginsAtStart() {
    return steps.getFirst().equals(new Step.At(Place.START));
  }

  private static void collectGroups(Expression expression, IntSummaryStatistics groups) {
    switch (expression) {
      case Sequence(var parts) -> parts.forEach(part -> collectGroups(part, groups));
      case Choice(var alternatives) -> alternatives.forEach(one -> collectGroups(one, groups));
      case Captured(int group, var inner) -> {
        groups.accept(group);
        collectGroups(inner, groups);
      }
      case Repeated repeated -> collectGroups(repeated.inner(), groups);
      case Expression.Look look -> collectGroups(look.inner(), groups);
      case Expression.One one -> {}
      case Expression.At at -> {}
      case Expression.Again again -> {}
    }
  }

  /** Writes the steps of one expression. */
  private static final class Writer {
    private final List<Step> steps = new ArrayList<>();
    private int registers;

    Writer(int registers) {
      this.registers = registers;
    }

    void write(Expression expression, boolean leftwards) {
      switch (expression) {
        case Sequence(var parts) ->
            (leftwards ? parts.reversed() : parts).forEach(part -> write(part, leftwards));
        case Choice(var alternatives) -> write(alternatives, leftwards);
        case Captured(int group, var inner) -> {
          steps.add(new Step.Note(2 * group + (leftwards ? 1 : 0)));
          write(inner, leftwards);
          steps.add(new Step.Note(2 * group + (leftwards ? 0 : 1)));
        }
        case Repeated repeated -> write(repeated, leftwards);
        case Expression.One(var allowed) -> steps.add(new Step.Over(allowed, leftwards));
        case Expression.At(var place) -> steps.add(new Step.At(place));
        case Expression.Look look -> {
          int start = later();
          write(look.inner(), !look.ahead());
          steps.add(new Step.Found());
          steps.set(start, new Step.Look(look.wanted(), steps.size()));
        }
        case Expression.Again(int group) -> steps.add(new Step.Again(group, leftwards));
      }
    }

    /** Leaves room for a step that is written when it is known where it leads. */
    private int later() {
      steps.add(new Step.Found());
      return steps.size() - 1;
    }

    private void write(List<Expression> alternatives, boolean leftwards) {
      var ends = new ArrayList<Integer>();
      for (Expression alternative : alternatives.subList(0, alternatives.size() - 1)) {
        int start = later();
        write(alternative, leftwards);
        ends.add(later());
        steps.set(start, new Step.Try(steps.size()));
      }
      write(alternatives.getLast(), leftwards);
      ends.forEach(end -> steps.set(end, new Step.Go(steps.size())));
    }

    private void write(Repeated repeated, boolean leftwards) {
      int least = repeated.least();
      int most = repeated.most();
      if (most == 0) {
        return;
      }
      if (repeated.eager() && repeated.inner() instanceof Expression.One(var allowed)) {
        steps.add(new Step.OverMany(allowed, least, most, leftwards));
        return;
      }
      int runs = registers;
      registers += 2;
      steps.add(new Step.Begin(runs));
      int repeat = later();
      steps.add(run(repeated, runs));
      write(repeated.inner(), leftwards);
      steps.add(new Step.Ran(runs, least, repeat));
      steps.set(repeat, new Step.Repeat(runs, least, most, repeated.eager(), steps.size()));
    }

    private static Step run(Repeated repeated, int runs) {
      boolean endless = repeated.most() == Expression.WITHOUT_END;
      // What has no end need not be counted beyond the first run that is not asked for.
      int most = endless ? repeated.least() + 1 : repeated.most();
      var groups = new IntSummaryStatistics();
      collectGroups(repeated.inner(), groups);
      return groups.getCount() == 0
          ? new Step.Run(runs, most, 0, 0)
          : new Step.Run(runs, most, groups.getMin(), groups.getMax() + 1);
    }
  }
}
