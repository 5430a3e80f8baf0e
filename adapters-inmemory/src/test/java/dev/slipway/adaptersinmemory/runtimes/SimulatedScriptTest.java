package dev.slipway.adaptersinmemory.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.form.Parsed;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedScriptTest {

  private static final String WHEEL = "https://example.com/a-1-py3-none-any.whl";
  private static final SimulatedScript PLAIN = SimulatedScript.WELL_BEHAVED;

  @Nested
  class Words {

    @Test
    void tell_how_a_runtime_behaves() {
      assertThat(read("delay:500ms")).isEqualTo(PLAIN.registeringAfter(Duration.ofMillis(500)));
      assertThat(read("never-registers")).isEqualTo(PLAIN.neverRegistering());
      assertThat(read("fail")).isEqualTo(PLAIN.failing());
      assertThat(read("fail-times:2")).isEqualTo(PLAIN.failing(2));
      assertThat(read("silent-after:2s")).isEqualTo(PLAIN.silentAfter(Duration.ofSeconds(2)));
      assertThat(read("silent-for:2s")).isEqualTo(PLAIN.silentFor(Duration.ofSeconds(2)));
      assertThat(read("remove-delay:3m")).isEqualTo(PLAIN.removedAfter(Duration.ofMinutes(3)));
      assertThat(read("remove-fail-times:1")).isEqualTo(PLAIN.failingRemovals(1));
      assertThat(read("crash-loop")).isEqualTo(PLAIN.crashLooping());
      assertThat(read("image-pull")).isEqualTo(PLAIN.withoutImage());
    }

    @Test
    void combine_in_any_order() {
      var expected =
          PLAIN
              .registeringAfter(Duration.ofSeconds(1))
              .failing(2)
              .silentAfter(Duration.ofHours(1))
              .silentFor(Duration.ofSeconds(3));

      assertThat(read("delay:1s,fail-times:2,silent-after:1h,silent-for:3s")).isEqualTo(expected);
      assertThat(read("silent-for:3s,silent-after:1h,fail-times:2,delay:1s")).isEqualTo(expected);
    }

    @Test
    void that_fail_always_win_over_those_that_fail_sometimes() {
      assertThat(read("fail,fail-times:2")).isEqualTo(PLAIN.failing());
      assertThat(read("fail-times:2,fail")).isEqualTo(PLAIN.failing());
    }

    @Test
    void may_be_missing() {
      assertThat(read("")).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "explode",
          "Delay:1s",
          " fail",
          "fail ",
          "fail,",
          ",fail",
          "delay",
          "delay:",
          "delay:1",
          "delay:1h30m",
          "delay:-1s",
          "delay:1.5s",
          "delay:1 s",
          "delay:+1s",
          "delay:1d",
          "delay:1234567890s",
          "delay:٣s",
          "fail:1",
          "fail:",
          "fail-times",
          "fail-times:",
          "crash-loop:1",
          "fail-times:x",
          "fail-times:-1",
          "fail-times:1s",
          "silent-after",
          "never-registers:1s",
          "delay:ms"
        })
    void that_are_unknown_or_unreadable_are_refused(String words) {
      assertThat(SimulatedScript.parse(words)).isInstanceOf(Parsed.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail,fail", "delay:1s,fail,delay:1s", "fail-times:1,fail-times:2"})
    void that_come_twice_are_refused(String words) {
      assertThat(reason(words)).contains("twice");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {"fail,explode,delay:1s|Word 2", "explode|Word 1", "fail,delay:x|Word 2"})
    void that_are_refused_are_named_by_their_position(String words, String named) {
      assertThat(reason(words)).startsWith(named).contains("delay:500ms").doesNotContain("explode");
    }
  }

  @Nested
  class The_query_of_a_wheel {

    @Test
    void holds_a_script_among_other_parameters() {
      assertThat(of("?a=b&simulate=fail-times:2,delay:1s&c"))
          .isEqualTo(
              Parsed.valid(Optional.of(PLAIN.failing(2).registeringAfter(Duration.ofSeconds(1)))));
    }

    @Test
    void may_be_percent_encoded() {
      assertThat(of("?simulate=fail-times%3A2%2Cdelay%3A1s"))
          .isEqualTo(
              Parsed.valid(Optional.of(PLAIN.failing(2).registeringAfter(Duration.ofSeconds(1)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?a=b", "?simulate", "?Simulate=fail", "?xsimulate=fail"})
    void need_not_hold_one(String query) {
      assertThat(of(query)).isEqualTo(Parsed.valid(Optional.empty()));
    }

    @Test
    void may_hold_an_empty_one() {
      assertThat(of("?simulate=")).isEqualTo(Parsed.valid(Optional.of(PLAIN)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "?simulate=explode",
          "?simulate=fail&simulate=fail",
          "?simulate=fail+",
          "?simulate=%ff"
        })
    void is_refused_when_it_is_not_understood(String query) {
      assertThat(of(query)).isInstanceOf(Parsed.Invalid.class);
    }

    private static Parsed<Optional<SimulatedScript>> of(String query) {
      return SimulatedScript.of(WheelUrl.of(WHEEL + query));
    }
  }

  @Test
  void nothing_in_a_script_is_negative() {
    assertThatThrownBy(() -> PLAIN.registeringAfter(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PLAIN.failing(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PLAIN.silentFor(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SimulatedScript read(String words) {
    return SimulatedScript.parse(words).orElseThrow();
  }

  private static String reason(String words) {
    return ((Parsed.Invalid<SimulatedScript>) SimulatedScript.parse(words)).reason();
  }
}
