package dev.slipway.adapterspostgres;

import dev.slipway.adaptersinmemory.store.InMemoryStore;
import dev.slipway.portstck.store.ClockedHarness;
import dev.slipway.portstck.store.StoreHarness;
import dev.slipway.portstck.walk.StoreWalk;
import java.time.Instant;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.state.ActionChain;

/** PostgreSQL answers every step of a random walk as the store in memory does. */
class PostgresWalkProperties {

  @Property(tries = 12, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void the_store_answers_as_the_one_in_memory_does(@ForAll("walks") ActionChain<StoreWalk> walk) {
    StoreWalk.run(walk);
  }

  @Provide
  Arbitrary<ActionChain<StoreWalk>> walks() {
    return StoreWalk.walks(PostgresWalkProperties::inMemory, PostgresHarness::new, 80);
  }

  private static StoreHarness inMemory(Instant start) {
    return ClockedHarness.of(start, InMemoryStore::create, InMemoryStore::beside);
  }
}
