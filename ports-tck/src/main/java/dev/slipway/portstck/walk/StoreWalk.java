package dev.slipway.portstck.walk;

import dev.slipway.portstck.store.StoreHarness;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/**
 * A random walk over two stores. Each step is decided by the domain's machines on what the model
 * shows, committed to both, and every answer and every read is compared; then it is checked that no
 * installation left its state diagram and that no counter lies. Claims are compared by their
 * message, since tokens and message ids are each store's own.
 *
 * <pre>{@code
 * @Property(tries = 100, shrinking = ShrinkingMode.FULL)
 * void this_store_answers_as_the_model_does(@ForAll("walks") ActionChain<StoreWalk> walk) {
 *   moves.addAll(StoreWalk.run(walk));
 * }
 *
 * @Provide
 * Arbitrary<ActionChain<StoreWalk>> walks() {
 *   return StoreWalk.walks(model, judged, 80);
 * }
 * }</pre>
 *
 * <p>jqwik prints the seed of a walk that fails, and its shortest part that still does. Belongs to
 * one thread.
 */
public final class StoreWalk {

  private final Twins twins;
  private final Diagram diagram = new Diagram();
  private final Steps steps;

  private StoreWalk(Twins twins, Instant start) {
    this.twins = twins;
    this.steps = new Steps(twins, start);
  }

  /**
   * Walks of so many steps.
   *
   * @param model makes the store that knows the right answers, empty, with a clock that stands at
   *     the given time until it is advanced
   * @param judged makes the store that is compared with it, empty
   * @param length how many steps a walk has
   */
  public static Arbitrary<ActionChain<StoreWalk>> walks(
      Function<Instant, StoreHarness> model, Supplier<StoreHarness> judged, int length) {
    return ActionChain.startWith(() -> start(model, judged))
        .withAction(new AnyStep())
        .withMaxTransformations(length);
  }

  /** Every move that the state diagram of an installation allows: what many walks should show. */
  public static Set<Move> allowedMoves() {
    return Diagram.allowed();
  }

  /**
   * Runs a walk, lets good workers end and remove what it left behind, and closes both stores.
   *
   * @return the moves of installations that it made
   */
  public static Set<Move> run(ActionChain<StoreWalk> walk) {
    try {
      var end = walk.run();
      end.end();
      return end.diagram.moves();
    } finally {
      walk.finalState().ifPresent(state -> state.twins.close());
    }
  }

  private static StoreWalk start(
      Function<Instant, StoreHarness> model, Supplier<StoreHarness> judged) {
    var other = judged.get();
    var now = other.now().truncatedTo(ChronoUnit.MICROS);
    var walk = new StoreWalk(new Twins(model.apply(now), other), now);
    walk.take(Step.of("begin", Steps::begin));
    return walk;
  }

  private record AnyStep() implements Action.Independent<StoreWalk> {
    @Override
    public Arbitrary<Transformer<StoreWalk>> transformer() {
      return AnySteps.any()
          .map(step -> Transformer.mutate(step.what(), (StoreWalk walk) -> walk.take(step)));
    }
  }

  private void take(Step step) {
    step.action().accept(steps);
    Reading.compare(twins, steps.now(), steps.registrations());
    diagram.check(twins.model(), step.asks());
  }

  /**
   * Whatever the walk left behind comes to an end: nothing is stuck, what failed or serves can be
   * asked again, everything can be removed, and in the end nobody holds a provider.
   */
  private void end() {
    settle();
    take(Step.asking("redeploy everything", Steps::redeployAll));
    settle();
    take(Step.asking("uninstall everything", Steps::uninstallAll));
    settle();
    take(Step.of("delete every provider", Steps::deleteAll));
    take(Step.of("let time pass", last -> last.advance(Universe.DEADLINE)));
    take(Step.of("keep house", Steps::keepHouse));
  }

  private void settle() {
    for (int round = 0; round < Steps.ROUNDS_TO_SETTLE && !steps.isSettled(); round++) {
      for (var step : Steps.goodWork()) {
        take(step);
      }
    }
    steps.requireSettled();
  }
}
