package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class StoredTimeProperties {

  private static final long YEAR_MINUS_10 = -62_482_838_400L;
  private static final long YEAR_10010 = 253_717_747_200L;

  @Property
  void a_time_is_read_as_it_was_written(
      @ForAll @LongRange(min = YEAR_MINUS_10, max = YEAR_10010) long second,
      @ForAll @IntRange(max = 999_999_999) int nano) {
    var time = Instant.ofEpochSecond(second, nano);

    var read = StoredTime.read(time.toString());

    assertThat(read).isEqualTo(time);
  }

  @Property
  void every_number_of_digits_of_a_fraction_is_read(
      @ForAll @IntRange(max = 999_999_999) int nano, @ForAll @IntRange(min = 1, max = 9) int cut) {
    var text = "2026-11-23T05:06:07.%09d".formatted(nano).substring(0, 20 + cut) + "Z";

    var read = StoredTime.read(text);

    assertThat(read).isEqualTo(Instant.parse(text));
  }

  @Example
  void what_is_no_time_is_refused() {
    var day = LocalDateTime.of(2026, 2, 28, 0, 0).toInstant(ZoneOffset.UTC);

    assertThat(StoredTime.read("2026-02-28T00:00:00Z")).isEqualTo(day);
    for (var text :
        new String[] {
          "",
          "Z",
          "2026-02-30T00:00:00Z",
          "2026-02-28T25:00:00Z",
          "2026-02-28T00:00:00.1234567890Z",
          "2026-02-28T00:00:00",
          "2026-02-28T00:60:00Z"
        }) {
      assertThatThrownBy(() -> StoredTime.read(text))
          .as(text)
          .isInstanceOf(DateTimeException.class);
    }
  }
}
