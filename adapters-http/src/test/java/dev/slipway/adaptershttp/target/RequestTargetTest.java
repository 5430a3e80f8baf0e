package dev.slipway.adaptershttp.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract/foundation.md section 1, "paths". */
class RequestTargetTest {

  @Nested
  class A_path {

    @ParameterizedTest
    @CsvSource({
      "/,                         ''",
      "/health,                   health",
      "/providers/acme/x,         providers|acme|x",
      "/a%2Fb/c,                  a/b|c",
      "/a+b,                      a+b",
      "/a%20b,                    a b",
      "/%E2%82%AC,                €",
      "/a//b,                     a||b",
      "/a/../b,                   a|..|b",
      "/./a,                      .|a",
      "//a,                       |a",
      "http://host:1/a/b?c=d,     a|b",
      "HTTPS://host/a,            a",
    })
    void is_split_first_and_each_segment_decoded_once(String raw, String segments) {
      var target = RequestTarget.parse(raw);

      assertThat(target).isPresent();
      assertThat(String.join("|", target.orElseThrow().path())).isEqualTo(segments);
      assertThat(target.orElseThrow().trailingSlash()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/a/, a", "/a/b/, a|b", "/a//, a|", "//, ''", "/a%2F/, a/"})
    void remembers_a_slash_at_its_end(String raw, String segments) {
      var target = RequestTarget.parse(raw).orElseThrow();

      assertThat(target.trailingSlash()).isTrue();
      assertThat(String.join("|", target.path())).isEqualTo(segments);
    }

    @Test
    void with_raw_bytes_beyond_ascii_means_their_utf_8() {
      // The request line arrives as one character a byte.
      var target = RequestTarget.parse("/\u00e2\u0082\u00ac");

      assertThat(target.orElseThrow().path()).containsExactly("€");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/%zz", "/%", "/%4", "/a%2", "/%C3%28", "/%ED%A0%80", "/%00", "/a%00b", "/%FF", "*", "",
          "host:80", "a/b", "http://host", "/\u00ff", "/%g0", "/%0", "/%C0%80"
        })
    void that_cannot_be_decoded_is_none(String raw) {
      assertThat(RequestTarget.parse(raw)).isEmpty();
    }
  }

  @Nested
  class A_query {

    @Test
    void may_repeat_a_parameter() {
      assertThat(parameters("?a=1&b=2&a=3"))
          .contains(Map.of("a", List.of("1", "3"), "b", List.of("2")));
    }

    @ParameterizedTest
    @CsvSource({
      "?q=a+b,      a b",
      "?q=a%2Bb,    a+b",
      "?q=a%20b,    a b",
      "?q=%E2%82%AC, €",
      "?q=,         ''",
      "?q,          ''",
      "?&&q=x&,     x",
      "?q=a=b,      a=b",
      "?q=a?b,      a?b",
      "?q=a/b,      a/b",
    })
    void is_form_encoded(String raw, String value) {
      assertThat(parameters(raw)).contains(Map.of("q", List.of(value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?q=%zz", "?%=x", "?q=%FF", "?a=1&q=%ED%A0%80", "?q=%4"})
    void that_cannot_be_decoded_is_remembered_as_such(String raw) {
      assertThat(RequestTarget.parse("/a" + raw).orElseThrow().query())
          .isEqualTo(new QueryText.Malformed());
    }

    @Test
    void may_hold_what_only_a_form_refuses() {
      assertThat(parameters("?q=%00")).contains(Map.of("q", List.of("\0")));
    }

    @Test
    void never_reaches_a_log() {
      assertThat(RequestTarget.pathOf("/a/b?token=secret")).isEqualTo("/a/b");
    }

    private static Optional<Map<String, List<String>>> parameters(String raw) {
      return RequestTarget.parse("/a" + raw).orElseThrow().query()
              instanceof QueryText.Parameters(var parameters)
          ? Optional.of(parameters)
          : Optional.empty();
    }
  }
}
