package dev.slipway.portstck.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.portstck.store.StoreHarness;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The model and the store that is judged by it: whatever is done to one is done to the other. */
final class Twins implements AutoCloseable {

  /** Which of the two; their claims have tokens of their own. */
  enum Side {
    MODEL,
    JUDGED
  }

  private final StoreHarness model;
  private final StoreHarness judged;

  Twins(StoreHarness model, StoreHarness judged) {
    this.model = model;
    this.judged = judged;
  }

  /** What decisions read: after every step the other one answers the same. */
  Store model() {
    return model.store();
  }

  Store store(Side side) {
    return side == Side.MODEL ? model.store() : judged.store();
  }

  void advance(Duration time) {
    model.advance(time);
    judged.advance(time);
  }

  /** Asks both for the same; fails when they do not answer the same. */
  <T> T both(String what, Function<Store, T> question) {
    var expected = question.apply(model.store());
    var answer = question.apply(judged.store());
    assertThat(answer).as(what).isEqualTo(expected).hasToString(String.valueOf(expected));
    return expected;
  }

  /**
   * Commits the same to both. Of a lost race only the loss is compared: where several expectations
   * do not hold, each may name another one.
   */
  Committed commit(String what, Function<Side, List<Change>> changes) {
    var expected = commit(Side.MODEL, changes);
    var answer = commit(Side.JUDGED, changes);
    if (!(expected instanceof Committed.Stale && answer instanceof Committed.Stale)) {
      assertThat(answer).as("the outcome of %s", what).isEqualTo(expected);
    }
    return expected;
  }

  private Committed commit(Side side, Function<Side, List<Change>> changes) {
    return store(side).commits().commit(new Commit(changes.apply(side)));
  }

  @Override
  public void close() {
    try {
      model.close();
    } finally {
      judged.close();
    }
  }
}
