package dev.slipway.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.form.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WheelUrlTest {
  private static final String NAME = "acme_store-1.0.0-py3-none-any.whl";

  @Test
  void is_an_https_url_that_ends_in_a_wheels_name() {
    var url = WheelUrl.of("HTTPS://Files.Example:0443/packages/" + NAME + "?token=s3cret");

    assertThat(url.text()).isEqualTo("https://files.example/packages/" + NAME + "?token=s3cret");
    assertThat(url.wheelName()).isEqualTo(WheelName.of(NAME));
    assertThat(url.url()).isEqualTo(HttpsUrl.of(url.text()));
    assertThat(url.host()).isEqualTo("files.example");
    assertThat(url.port()).isEqualTo(443);
    assertThat(url.query()).contains("token=s3cret");
    assertThat(url.pathAndQuery()).isEqualTo("/packages/" + NAME + "?token=s3cret");
    assertThat(url.withoutQuery()).isEqualTo("https://files.example/packages/" + NAME);
  }

  @Test
  void shows_no_query_in_its_description() {
    assertThat(WheelUrl.of("https://files.example/" + NAME + "?token=s3cret"))
        .hasToString("https://files.example/" + NAME);
  }

  @Test
  void is_equal_by_its_canonical_text_with_the_query() {
    var url = WheelUrl.of("https://files.example/" + NAME + "?a");

    assertThat(url).isEqualTo(WheelUrl.of("https://FILES.example:443/" + NAME + "?a"));
    assertThat(url).hasSameHashCodeAs(WheelUrl.of("https://FILES.example:443/" + NAME + "?a"));
    assertThat(url)
        .isNotEqualTo(WheelUrl.of("https://files.example/" + NAME + "?b"))
        .isNotEqualTo(WheelUrl.of("https://files.example/" + NAME + "?"))
        .isNotEqualTo(WheelUrl.of("https://files.example/" + NAME));
  }

  @Test
  void is_the_same_when_it_is_known_by_its_text() {
    var url = WheelUrl.of("HTTPS://Files.Example:0443/packages/" + NAME + "?token=s3cret");
    var known = WheelUrl.known(url.text());

    assertThat(known).isEqualTo(url).hasSameHashCodeAs(url).hasToString(url.toString());
    assertThat(known.text()).isEqualTo(url.text());
    assertThat(known.withoutQuery()).isEqualTo(url.withoutQuery());
    assertThat(known.url()).isEqualTo(url.url());
    assertThat(known.wheelName()).isEqualTo(url.wheelName());
    assertThat(known.pathAndQuery()).isEqualTo(url.pathAndQuery());
  }

  @Test
  void has_no_parts_when_it_was_said_to_be_known_and_is_none() {
    var none = WheelUrl.known("https://files.example/notes.txt");

    assertThatThrownBy(none::wheelName).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(none::host).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "x-1.0%2Bcu118-py3-none-any.whl, x-1.0+cu118-py3-none-any.whl",
    "x-1.0%2bcu118-py3-none-any.whl, x-1.0+cu118-py3-none-any.whl",
    "x-1.0+cu118-py3-none-any.whl, x-1.0+cu118-py3-none-any.whl",
    "%78-1%2E0-py3-none-any%2ewhl, x-1.0-py3-none-any.whl",
    "x%2D1.0%2Dpy3-none-any.whl, x-1.0-py3-none-any.whl",
    "x-1%210-py3-none-any.whl, x-1!0-py3-none-any.whl",
  })
  void decodes_the_name_once_and_keeps_the_url_as_it_is(String segment, String name) {
    var url = WheelUrl.of("https://files.example/a/" + segment);

    assertThat(url.wheelName().fileName()).isEqualTo(name);
    assertThat(url.text()).isEqualTo("https://files.example/a/" + segment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://files.example",
        "https://files.example/",
        "https://files.example?x-1.0-py3-none-any.whl",
        "https://files.example/?x-1.0-py3-none-any.whl",
        "https://files.example/x-1.0-py3-none-any.whl/",
        "https://files.example/x-1.0-py3-none-any.whl/..",
        "https://files.example/x-1.0-py3-none-any.whl;v=1",
        "https://files.example/x-1.0-py3-none-any.WHL",
        "https://files.example/x-1.0-py3-none-any.zip",
        "https://files.example/x-1.0-py3-none-any.whl.zip",
        "https://files.example/x-1.0.tar.gz",
        "https://files.example/a%2Fx-1.0-py3-none-any.whl",
        "https://files.example/a%2fx-1.0-py3-none-any.whl",
        "https://files.example/x-1.0-py3-none-any.whl%2F",
        "https://files.example/x-1.0-py3-none-any.whl%00",
        "https://files.example/x-1.0-py3-none-any%00.whl",
        "https://files.example/%00x-1.0-py3-none-any.whl",
        "https://files.example/x-1.0-py3-none-any.whl%0A",
        "https://files.example/x-1.0-py3-none-any.whl%20",
        "https://files.example/%20x-1.0-py3-none-any.whl",
        "https://files.example/x-1.0%252Bcu118-py3-none-any.whl",
        "https://files.example/%C3%A9-1.0-py3-none-any.whl",
        "https://files.example/x%E2%80%8B-1.0-py3-none-any.whl",
        "https://files.example/x%ff-1.0-py3-none-any.whl",
        "https://files.example/x%C0%AF-1.0-py3-none-any.whl",
        "https://files.example/x-1.0%E2%84%AA-py3-none-any.whl",
        "https://files.example/x%5C-1.0-py3-none-any.whl",
        "https://files.example/x-1.0-py3-none-any.whl%3Fq",
        "https://files.example/x-1.0-py3-none-any.whl%23f",
        "http://files.example/x-1.0-py3-none-any.whl",
        "https://user@files.example/x-1.0-py3-none-any.whl",
        "https://1.2.3/x-1.0-py3-none-any.whl",
        "x-1.0-py3-none-any.whl",
        "",
      })
  void is_nothing_else(String text) {
    assertThat(WheelUrl.parse(text)).isInstanceOf(Parsed.Invalid.class);
    assertThatThrownBy(() -> WheelUrl.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "#sha256=ba7816bf", "?q#", "#egg=x"})
  void says_where_the_digest_belongs_when_there_is_a_fragment(String rest) {
    assertThat(WheelUrl.parse("https://files.example/" + NAME + rest))
        .isEqualTo(
            Parsed.invalid(
                "The URL must not have a fragment; give the digest of the wheel as sha256"
                    + " instead"));
  }

  @Test
  void allows_anything_legal_before_the_name() {
    String text = "https://files.example/%2F%00/../a//b;c/@v1/" + NAME;

    assertThat(WheelUrl.of(text).text()).isEqualTo(text);
  }

  @Test
  void has_at_most_2048_characters() {
    String longest = "https://files.example/" + "a".repeat(2_048 - 23 - NAME.length()) + "/" + NAME;

    assertThat(longest).hasSize(2_048);
    assertThat(WheelUrl.parse(longest)).isInstanceOf(Parsed.Valid.class);
    assertThat(WheelUrl.parse(longest + "?")).isInstanceOf(Parsed.Invalid.class);
  }
}
