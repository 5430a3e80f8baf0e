package dev.slipway.domain.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ParsedTest {

  @Nested
  class A_valid_text {
    private final Parsed<String> parsed = Parsed.valid("seven");

    @Test
    void has_its_value() {
      assertThat(parsed.orElseThrow()).isEqualTo("seven");
    }

    @Test
    void may_become_another_value() {
      assertThat(parsed.map(String::length)).isEqualTo(Parsed.valid(5));
    }

    @Test
    void may_still_be_refused() {
      assertThat(parsed.then(text -> Parsed.<Integer>invalid("no number")))
          .isEqualTo(Parsed.invalid("no number"));
    }
  }

  @Nested
  class An_invalid_text {
    private final Parsed<String> parsed = Parsed.invalid("has a blank");

    @Test
    void throws_its_reason() {
      assertThatThrownBy(parsed::orElseThrow)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("has a blank");
    }

    @Test
    void keeps_its_reason_whatever_is_made_of_the_value() {
      assertThat(parsed.map(String::length)).isEqualTo(Parsed.invalid("has a blank"));
      assertThat(parsed.then(text -> Parsed.valid(text.length())))
          .isEqualTo(Parsed.invalid("has a blank"));
    }
  }
}
