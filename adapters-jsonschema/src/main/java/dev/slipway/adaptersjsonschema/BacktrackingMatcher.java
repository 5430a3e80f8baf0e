package dev.slipway.adaptersjsonschema;

import dev.slipway.adaptersjsonschema.BacktrackingProgram.Step;
import dev.slipway.adaptersjsonschema.Expression.Place;
import java.util.Arrays;

/**
 * Matches an expression by trying one way after the other, as ECMA-262 describes it: what only this
 * engine can do is to look around and to refer back, and an expression can be made on which it
 * would take longer than anybody lives. So it counts its steps, all of them, and a {@link Budget}
 * pays. Immutable and thread-safe.
 *
 * <h2>Why not the engine of the JDK</h2>
 *
 * <p>It says nothing of its steps but by the characters that it reads, and it can double its work
 * without reading any; it overflows the stack on long texts; and a group keeps there what it
 * matched in the run before, where ECMA-262 has it forgotten.
 *
 * <h2>What it remembers</h2>
 *
 * <p>A trail: the ways that are still open, and what stood in the registers before. To fail is to
 * go back on it to the last open way, which restores the registers. Its stack of calls is only as
 * deep as looks nest in looks.
 */
final class BacktrackingMatcher {

  /** As many steps cost as much as one evaluation of a keyword; they take about as long. */
  private static final int STEPS_A_COUNT = 20;

  /** How long the trail may be, in numbers, three for each entry. */
  private static final int MAX_TRAIL = 1_500_000;

  private final BacktrackingProgram program;

  private BacktrackingMatcher(BacktrackingProgram program) {
    this.program = program;
  }

  static BacktrackingMatcher of(Expression expression) {
    return new BacktrackingMatcher(BacktrackingProgram.of(expression));
  }

  /**
   * Whether it matches somewhere in {@code text}.
   *
   * @throws Budget.Exceeded when that takes more than the budget has
   */
  boolean isIn(String text, Budget budget) {
    budget.spend(1);
    var attempt = new Attempt(text, budget);
    int start = 0;
    while (!attempt.succeeds(0, start)) {
      if (start == text.length() || program.beginsAtStart()) {
        return false;
      }
      start = text.offsetByCodePoints(start, 1);
    }
    return true;
  }

  /** The attempts to match at each place of one text. */
  private final class Attempt {
    private final String text;
    private final Budget budget;
    private final int[] registers = new int[program.registers()];
    private int[] trail = new int[96];
    private int top;
    private long paid;
    private int next;
    private int at;

    Attempt(String text, Budget budget) {
      this.text = text;
      this.budget = budget;
      Arrays.fill(registers, -1);
    }

    /**
     * Whether the steps from {@code step} on lead to their end from {@code place}. If so, what they
     * left on the trail is still there; if not, all is as before.
     */
    boolean succeeds(int step, int place) {
      int bottom = top;
      next = step;
      at = place;
      while (true) {
        pay(1);
        Step now = program.step(next);
        if (now instanceof Step.Found) {
          return true;
        }
        if (!goesOn(now) && !goesBack(bottom)) {
          return false;
        }
      }
    }

    private void pay(long steps) {
      long before = paid / STEPS_A_COUNT;
      paid += steps;
      long counts = paid / STEPS_A_COUNT - before;
      if (counts > 0) {
        budget.spend(counts);
      }
    }

    /** Takes one step; false when it cannot be taken from here. */
    private boolean goesOn(Step step) {
      return switch (step) {
        case Step.Over(var allowed, boolean leftwards) -> goTo(over(allowed, leftwards));
        case Step.OverMany many -> goOver(many);
        case Step.At(var place) -> isAt(place) && go(next + 1);
        case Step.Again(int group, boolean leftwards) -> goTo(again(group, leftwards));
        case Step.Note(int register) -> {
          set(register, at);
          yield go(next + 1);
        }
        case Step.Try(int other) -> {
          leave(other, at, 0);
          yield go(next + 1);
        }
        case Step.Go(int to) -> go(to);
        case Step.Begin(int runs) -> {
          set(runs, 0);
          yield go(next + 1);
        }
        case Step.Repeat repeat -> decide(repeat);
        case Step.Run run -> run(run);
        case Step.Ran(int runs, int least, int back) ->
            (registers[runs] <= least || registers[runs + 1] != at) && go(back);
        case Step.Look(boolean wanted, int after) -> look(wanted, after);
        case Step.Found found -> throw new IllegalStateException("The way is at its end");
      };
    }

    private boolean go(int step) {
      next = step;
      return true;
    }

    /** Goes on from {@code place}; a negative one is none. */
    private boolean goTo(int place) {
      at = place;
      return place >= 0 && go(next + 1);
    }

    /** The place beyond the next character; -1 when there is none, or it is not allowed. */
    private int over(CodePoints allowed, boolean leftwards) {
      if (leftwards ? at == 0 : at == text.length()) {
        return -1;
      }
      int c = leftwards ? text.codePointBefore(at) : text.codePointAt(at);
      if (!allowed.contains(c)) {
        return -1;
      }
      return leftwards ? at - Character.charCount(c) : at + Character.charCount(c);
    }

    private boolean goOver(Step.OverMany many) {
      int count = 0;
      while (count < many.most()) {
        int place = over(many.allowed(), many.leftwards());
        if (place < 0) {
          break;
        }
        at = place;
        count++;
      }
      pay(count);
      if (count > many.least()) {
        leave(next, at, count - many.least());
      }
      return count >= many.least() && go(next + 1);
    }

    private boolean isAt(Place place) {
      return switch (place) {
        case START -> at == 0;
        case END -> at == text.length();
        case EDGE_OF_WORD -> isWord(at - 1) != isWord(at);
        case NO_EDGE_OF_WORD -> isWord(at - 1) == isWord(at);
      };
    }

    private boolean isWord(int place) {
      return place >= 0
          && place < text.length()
          && ExpressionReader.WORD.contains(text.charAt(place));
    }

    private int again(int group, boolean leftwards) {
      int start = registers[2 * group];
      int end = registers[2 * group + 1];
      if (start < 0 || end < 0) {
        return at;
      }
      int length = end - start;
      pay(length);
      int from = leftwards ? at - length : at;
      if (!text.regionMatches(start, text, from, length)) {
        return -1;
      }
      return leftwards ? from : at + length;
    }

    private boolean decide(Step.Repeat repeat) {
      int runs = registers[repeat.runs()];
      if (runs < repeat.least()) {
        return go(next + 1);
      }
      if (runs >= repeat.most()) {
        return go(repeat.exit());
      }
      leave(repeat.eager() ? repeat.exit() : next + 1, at, 0);
      return go(repeat.eager() ? next + 1 : repeat.exit());
    }

    private boolean run(Step.Run run) {
      set(run.runs(), Math.min(registers[run.runs()] + 1, run.most()));
      set(run.runs() + 1, at);
      for (int register = 2 * run.firstGroup(); register < 2 * run.endGroup(); register++) {
        set(register, -1);
      }
      pay(run.endGroup() - run.firstGroup());
      return go(next + 1);
    }

    private boolean look(boolean wanted, int after) {
      int bottom = top;
      int here = at;
      boolean found = succeeds(next + 1, here);
      if (found) {
        comeBack(bottom, wanted);
      }
      at = here;
      return found == wanted && go(after);
    }

    /** Closes the ways that a look has left open; what it has noted is kept, or undone. */
    private void comeBack(int bottom, boolean keep) {
      pay((top - bottom) / 3);
      int kept = bottom;
      for (int entry = bottom; keep && entry < top; entry += 3) {
        if (trail[entry] < 0) {
          System.arraycopy(trail, entry, trail, kept, 3);
          kept += 3;
        }
      }
      for (int entry = top - 3; !keep && entry >= bottom; entry -= 3) {
        undo(entry);
      }
      top = kept;
    }

    private void set(int register, int value) {
      if (registers[register] != value) {
        leave(~register, registers[register], 0);
        registers[register] = value;
      }
    }

    private void undo(int entry) {
      if (trail[entry] < 0) {
        registers[~trail[entry]] = trail[entry + 1];
      }
    }

    /**
     * Leaves an entry on the trail.
     *
     * @param step to go on with; one that is negative is the complement of a register
     * @param value the place to go on from; of a register what stood in it
     * @param more how many characters the step may give back, one after the other
     */
    private void leave(int step, int value, int more) {
      if (top == trail.length) {
        if (top >= MAX_TRAIL) {
          throw new Budget.Exceeded();
        }
        trail = Arrays.copyOf(trail, Math.min(2 * top, MAX_TRAIL));
      }
      trail[top] = step;
      trail[top + 1] = value;
      trail[top + 2] = more;
      top += 3;
    }

    /** Goes back to the last way that is open; false when there is none above {@code bottom}. */
    private boolean goesBack(int bottom) {
      while (top > bottom) {
        top -= 3;
        if (trail[top] >= 0) {
          reopen(trail[top], trail[top + 1], trail[top + 2]);
          return true;
        }
        undo(top);
      }
      return false;
    }

    private void reopen(int step, int place, int more) {
      next = step;
      at = place;
      if (more > 0 && program.step(step) instanceof Step.OverMany many) {
        at = text.offsetByCodePoints(place, many.leftwards() ? 1 : -1);
        next = step + 1;
        if (more > 1) {
          leave(step, at, more - 1);
        }
      }
    }
  }
}
