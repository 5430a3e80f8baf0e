package dev.slipway.adaptershttp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "49999, 0.0",
    "50000, 0.1",
    "1234567, 1.2",
    "9950000, 10.0",
    "60000000000, 60000.0"
  })
  void a_time_in_the_log_is_in_milliseconds_with_one_digit(long nanos, String text) {
    var written = Accounts.millis(nanos);

    assertThat(written).isEqualTo(text);
  }
}
