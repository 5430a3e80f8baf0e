package dev.slipway.adaptersinmemory.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.portstck.walk.Move;
import dev.slipway.portstck.walk.StoreWalk;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.state.ActionChain;

/** The store in memory keeps to the diagram on any walk, and answers as another one of its kind. */
class InMemoryWalkProperties {

  private static final Set<Move> MOVES = ConcurrentHashMap.newKeySet();

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
  void the_store_answers_as_the_model_does(@ForAll("walks") ActionChain<StoreWalk> walk) {
    MOVES.addAll(StoreWalk.run(walk));
  }

  @AfterContainer
  static void every_move_of_the_diagram_was_made() {
    assertThat(MOVES).isEqualTo(StoreWalk.allowedMoves());
  }

  @Provide
  Arbitrary<ActionChain<StoreWalk>> walks() {
    return StoreWalk.walks(InMemoryHarness::create, InMemoryHarness::create, 120);
  }
}
