package dev.slipway.adaptersinmemory.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.ClockedHarness;
import dev.slipway.portstck.store.StoreHarness;
import dev.slipway.portstck.walk.StoreWalk;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.state.ActionChain;

/** A walk that finds nothing proves nothing: it must find out every flaw that we can think of. */
class WalkSensitivityProperties {

  private static final int WALKS = 200;

  @Property(generation = GenerationMode.EXHAUSTIVE, edgeCases = EdgeCasesMode.NONE)
  void a_walk_finds_out_a_store_that_errs(@ForAll Flaw flaw) {
    var walks = StoreWalk.walks(InMemoryHarness::create, () -> flawed(flaw), 100).sampleStream();

    var found = walks.limit(WALKS).anyMatch(WalkSensitivityProperties::finds);

    assertThat(found).as("that a store %s", flaw).isTrue();
  }

  private static boolean finds(ActionChain<StoreWalk> walk) {
    try {
      StoreWalk.run(walk);
      return false;
    } catch (AssertionError found) {
      return true;
    }
  }

  private static StoreHarness flawed(Flaw flaw) {
    return ClockedHarness.of(
        Samples.NOON, clock -> flaw.in(InMemoryStore.create(clock)), store -> store);
  }
}
