package dev.slipway.portstck.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.portstck.store.Race;
import dev.slipway.portstck.store.StoreContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code SigningKeys} owes its callers. */
public interface SigningKeysContract extends StoreContract {

  @Test
  default void the_first_proposal_is_kept_for_ever() {
    assertThat(store().signingKeys().keep("first")).isEqualTo("first");
    assertThat(store().signingKeys().keep("second")).isEqualTo("first");
    assertThat(harness().reopen().signingKeys().keep("third")).isEqualTo("first");
  }

  @Test
  default void of_many_who_propose_at_once_all_get_the_same_key_and_it_is_one_of_theirs() {
    var handles = List.of(store(), harness().reopen());

    var kept = Race.of(8, index -> handles.get(index % 2).signingKeys().keep("key-" + index));

    assertThat(kept).containsOnly(kept.getFirst());
    assertThat(kept.getFirst()).startsWith("key-");
  }
}
