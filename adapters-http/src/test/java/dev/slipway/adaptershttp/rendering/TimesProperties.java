package dev.slipway.adaptershttp.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TimesProperties {

  private static final long YEAR_MINUS_10 = -62_482_838_400L;
  private static final long YEAR_10010 = 253_717_747_200L;
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Property
  void a_time_has_microseconds_and_ends_in_z(
      @ForAll @LongRange(min = YEAR_MINUS_10, max = YEAR_10010) long second,
      @ForAll @IntRange(max = 999_999_999) int nano) {
    var time = Instant.ofEpochSecond(second, nano);

    var text = Times.text(time);

    assertThat(text).isEqualTo(MICROSECONDS.format(time));
  }

  @Example
  void the_first_and_the_last_year_of_four_digits_are_written_alike() {
    assertThat(Times.text(Instant.parse("0000-01-01T00:00:00Z")))
        .isEqualTo("0000-01-01T00:00:00.000000Z");
    assertThat(Times.text(Instant.parse("9999-12-31T23:59:59.999999999Z")))
        .isEqualTo("9999-12-31T23:59:59.999999Z");
  }
}
