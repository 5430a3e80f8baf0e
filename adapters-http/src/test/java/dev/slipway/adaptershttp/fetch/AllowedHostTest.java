package dev.slipway.adaptershttp.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.domain.form.Parsed;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostTest {

  @ParameterizedTest
  @CsvSource({
    "wheels.example.com, wheels.example.com, 0, false",
    "Wheels.Example.COM:8443, wheels.example.com, 8443, false",
    "wheels.example.com:443, wheels.example.com, 443, false",
    "wheels.example.com., wheels.example.com., 0, false",
    "http://localhost:5000, localhost, 5000, true",
    "HTTP://registry, registry, 0, true",
    "10.0.0.1, 10.0.0.1, 0, false",
    "[FD00::1], [fd00::1], 0, false",
    "[fd00::1]:8443, [fd00::1], 8443, false",
    "http://[::1]:5000, [::1], 5000, true",
  })
  void is_read_from_its_text(String text, String host, int port, boolean plain) {
    var expected =
        new AllowedHost(host, port == 0 ? OptionalInt.empty() : OptionalInt.of(port), plain);

    var parsed = AllowedHost.parse(text);

    assertThat(parsed).isEqualTo(Parsed.valid(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "http://",
        "https://wheels.example.com",
        "ftp://wheels.example.com",
        "wheels.example.com/",
        "wheels.example.com/simple",
        "wheels.example.com?x",
        "wheels.example.com#x",
        "user@wheels.example.com",
        "*.example.com",
        "a b",
        "wheels.example.com:",
        "wheels.example.com:0",
        "wheels.example.com:65536",
        "wheels.example.com:http",
        ":8443",
        "fd00::1",
        "[fd00::1",
        "[fe80::1%25eth0]",
        "127.1",
        "10.0.0.0/8",
        "ä.example.com",
      })
  void is_refused_with_a_reason_otherwise(String text) {
    var parsed = AllowedHost.parse(text);

    assertThat(parsed)
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid -> assertThat(invalid.reason()).startsWith("An allowed host has the form"));
  }

  @Test
  void is_compared_as_it_is_written() {
    var any = AllowedHost.parse("wheels.example.com").orElseThrow();
    var one = AllowedHost.parse("wheels.example.com:8443").orElseThrow();

    assertThat(any.means("wheels.example.com", 443)).isTrue();
    assertThat(any.means("wheels.example.com", 8443)).isTrue();
    assertThat(any.means("wheels.example.com.", 443)).isFalse();
    assertThat(any.means("a.wheels.example.com", 443)).isFalse();
    assertThat(one.means("wheels.example.com", 8443)).isTrue();
    assertThat(one.means("wheels.example.com", 443)).isFalse();
  }

  @Test
  void is_in_lower_case() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AllowedHost("Wheels", OptionalInt.empty(), false));
  }
}
