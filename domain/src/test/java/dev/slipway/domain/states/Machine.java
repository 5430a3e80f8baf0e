package dev.slipway.domain.states;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A state machine with a vocabulary: every situation and every event that matters has a name.
 *
 * @param situations by their facts, joined by {@code ", "}; the first fact is the state
 * @param events by their words; an event may need to look at the situation
 * @param drive asks the machine, and tells its answer
 * @param <S> what has a state
 * @param <E> what happens to it
 */
public record Machine<S, E>(
    Map<String, S> situations,
    Map<String, Function<S, E>> events,
    Function<S, Object> state,
    BiFunction<S, E, Answer> drive) {

  /**
   * One situation and one event.
   *
   * @param state the state's type name
   * @param event the event's type name
   * @param ask drives the machine
   */
  public record Pair(
      String situation, String words, String state, String event, Supplier<Answer> ask) {

    /** What the machine answers now; asked anew each time. */
    public Answer answer() {
      return ask.get();
    }

    Set<String> facts() {
      return Arrays.stream(situation.split(", ")).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
      return situation + " | " + words;
    }
  }

  /** Every situation with every event. */
  public List<Pair> pairs() {
    var pairs = new ArrayList<Pair>();
    situations.forEach(
        (situation, current) ->
            events.forEach(
                (words, event) ->
                    pairs.add(pair(situation, current, words, event.apply(current)))));
    return List.copyOf(pairs);
  }

  private Pair pair(String situation, S current, String words, E event) {
    return new Pair(
        situation,
        words,
        state.apply(current).getClass().getSimpleName(),
        event.getClass().getSimpleName(),
        () -> drive.apply(current, event));
  }

  /** The type names of everything that implements a sealed type. */
  public static List<String> kinds(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses()).map(Class::getSimpleName).toList();
  }
}
