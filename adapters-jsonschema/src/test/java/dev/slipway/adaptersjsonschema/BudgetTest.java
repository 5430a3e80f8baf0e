package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {

  @Test
  void is_spent_after_its_counts() {
    var budget = new Budget(10, Duration.ofMinutes(1));
    budget.spend(4);

    assertThatCode(() -> budget.spend(6)).doesNotThrowAnyException();

    assertThatThrownBy(() -> budget.spend(1)).isInstanceOf(Budget.Exceeded.class);
  }

  @Test
  void is_spent_after_its_time_however_many_counts_are_left() {
    var budget = new Budget(Long.MAX_VALUE, Duration.ofNanos(-1));

    assertThatThrownBy(() -> budget.spend(0)).isInstanceOf(Budget.Exceeded.class);
  }
}
