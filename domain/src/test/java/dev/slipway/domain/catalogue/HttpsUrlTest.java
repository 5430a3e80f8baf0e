package dev.slipway.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.form.Parsed;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsUrlTest {

  private static void assertRefused(String text) {
    assertThat(HttpsUrl.parse(text)).as(text).isInstanceOf(Parsed.Invalid.class);
  }

  private static void assertKept(String text) {
    assertThat(HttpsUrl.parse(text).map(HttpsUrl::text)).isEqualTo(Parsed.valid(text));
  }

  @Nested
  class The_canonical_form {

    @ParameterizedTest
    @CsvSource({
      "HTTPS://EXAMPLE.COM/Path?Query, https://example.com/Path?Query",
      "hTTps://Example.Com, https://example.com",
      "https://example.com:/x, https://example.com/x",
      "https://example.com:443/x, https://example.com/x",
      "https://example.com:0443/x, https://example.com/x",
      "https://example.com:000000000000000000000000443/x, https://example.com/x",
      "https://example.com:0444/x, https://example.com:444/x",
      "https://example.com:80/x, https://example.com:80/x",
      "https://EXAMPLE.com.:443/x, https://example.com./x",
      "https://[2001:DB8::A]:443/x, https://[2001:db8::a]/x",
      "https://[0:0:0:0:0:0:0:1]/, https://[0:0:0:0:0:0:0:1]/",
      "https://[::FFFF:1.2.3.4], https://[::ffff:1.2.3.4]",
    })
    void lowers_scheme_and_host_and_drops_what_443_means(String text, String canonical) {
      assertThat(HttpsUrl.parse(text).map(HttpsUrl::text)).isEqualTo(Parsed.valid(canonical));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://example.com",
          "https://example.com/",
          "https://example.com/?",
          "https://example.com?",
          "https://example.com?q",
          "https://example.com/?a=b&c=d?e/f",
          "https://example.com//",
          "https://example.com//a///b//",
          "https://example.com/./a/../b/.",
          "https://example.com/%2e%2E/%2F%00%ff",
          "https://example.com/A%c3%A9",
          "https://example.com/a;b=c,d/e:f@g/h!i$j&k'l(m)n*o+p=q~r_s-t.u",
          "https://example.com/x?y!$&'()*+,;=:@/?-._~%20",
          "https://example.com/https://other.example/",
          "https://example.com/a@b",
          "https://example.com/?user@host:80",
          "https://example.com/:80",
          "https://example.com:1/x",
          "https://example.com:9/x",
          "https://example.com:65535/x",
        })
    void keeps_path_and_query_byte_for_byte(String text) {
      assertKept(text);
    }

    @Test
    void makes_urls_equal_that_are_written_differently() {
      var one = HttpsUrl.of("HTTPS://Example.com:443/a?b");

      assertThat(one).isEqualTo(HttpsUrl.of("https://example.com/a?b"));
      assertThat(one).hasSameHashCodeAs(HttpsUrl.of("https://example.com/a?b"));
      assertThat(one)
          .isNotEqualTo(HttpsUrl.of("https://example.com/A?b"))
          .isNotEqualTo(HttpsUrl.of("https://example.com/a?B"))
          .isNotEqualTo(HttpsUrl.of("https://example.com/a"))
          .isNotEqualTo(HttpsUrl.of("https://example.com./a?b"))
          .isNotEqualTo(HttpsUrl.of("https://example.com:444/a?b"));
      assertThat(HttpsUrl.of("https://example.com/a?"))
          .isNotEqualTo(HttpsUrl.of("https://example.com/a"));
    }
  }

  @Nested
  class A_host {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a",
          "localhost",
          "example.com",
          "example.com.",
          "a-b.c_d.example",
          "-a-.-",
          "_",
          "xn--bcher-kva.example",
          "1.2.3.a",
          "1a",
          "1.2.3.4.example",
          "0xg",
          "0x7f.example",
          "1e3",
          "08x",
          "0.0.0.0",
          "127.0.0.1",
          "255.255.255.255",
          "199.9.90.249",
          "1.2.3.4",
        })
    void is_a_dns_name_or_four_plain_decimal_numbers(String host) {
      assertKept("https://" + host + "/x");
      assertThat(HttpsUrl.of("https://" + host + ":8443/x").host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          ".",
          "..",
          ".a",
          "a..b",
          "a..",
          "a b",
          "a%20b",
          "%61.example",
          "example.com%40evil.example",
          "ex%2eample",
          "a!b",
          "a,b",
          "a;b",
          "a$b",
          "a&b",
          "a'b",
          "(a)",
          "a*b",
          "*",
          "a+b",
          "a=b",
          "a~b",
          "a|b",
          "a[b",
          "a]b",
          "ä.example",
          "例え.example",
          "a\u00adb",
          "a。b",
          "１.2.3.4",
        })
    void has_no_empty_labels_no_escapes_and_no_other_characters(String host) {
      assertRefused("https://" + host + "/x");
      assertRefused("https://" + host);
      assertRefused("https://" + host + ":443/x");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1",
          "0",
          "1.2",
          "1.2.3",
          "1.2.3.4.5",
          "1.2.3.4.",
          "1.2.3.",
          "2130706433",
          "256.1.1.1",
          "1.1.1.256",
          "1.1.1.999",
          "1.1.1.1000",
          "01.2.3.4",
          "1.2.3.04",
          "00.0.0.0",
          "0177.0.0.1",
          "127.0.0.08",
          "0x7f.1",
          "0x7f.0.0.1.",
          "0x7f000001",
          "0X7F",
          "0x",
          "a.0x",
          "127.0.0.0x1",
          "example.1",
          "example.0x1f",
          "example.1.",
          "a.b.c.4",
          "1..4",
          "1.2.3.4..",
        })
    void is_never_a_number_in_another_form_than_those_four(String host) {
      assertRefused("https://" + host + "/x");
    }

    @Test
    void has_the_letters_digits_hyphen_and_underscore_of_ascii_in_its_labels() {
      for (char c = 0; c < 0x250; c++) {
        if (".:/?#".indexOf(c) < 0) {
          boolean belongs = String.valueOf(c).matches("[A-Za-z0-9_-]");

          assertThat(HttpsUrl.parse("https://a" + c + "a/x") instanceof Parsed.Valid)
              .isEqualTo(belongs);
        }
      }
    }

    @Test
    void has_labels_of_63_and_253_characters_in_all() {
      String label = "a".repeat(63);
      String longest = label + "." + label + "." + label + "." + "a".repeat(61);

      assertThat(longest).hasSize(253);
      assertKept("https://" + longest + "/x");
      assertKept("https://" + longest + "./x");
      assertRefused("https://" + longest + "a/x");
      assertRefused("https://a" + label + "/x");
      assertRefused("https://a" + label + ".example/x");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "::",
          "::1",
          "1::",
          "1::8",
          "1:2:3:4:5:6:7:8",
          "1:2:3:4:5:6:7::",
          "::2:3:4:5:6:7:8",
          "1:2:3::5:6:7:8",
          "0000:00ff:abcd::",
          "::ffff:127.0.0.1",
          "::127.0.0.1",
          "64:ff9b::1.2.3.4",
          "1:2:3:4:5:6:1.2.3.4",
          "1:2:3:4:5::1.2.3.4",
          "fe80::1",
        })
    void may_be_an_ipv6_address_in_brackets(String address) {
      assertKept("https://[" + address + "]/x");
      assertKept("https://[" + address + "]:8443/x");
      assertThat(HttpsUrl.of("https://[" + address + "]").host()).isEqualTo("[" + address + "]");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          ":",
          ":::",
          "1",
          "1:2",
          ":1",
          "1:",
          "1:2:3:4:5:6:7",
          "1:2:3:4:5:6:7:",
          ":2:3:4:5:6:7:8",
          "1:2:3:4:5:6:7:8:9",
          "1:2:3:4:5:6:7:8::",
          "::1:2:3:4:5:6:7:8",
          "1:2:3:4::5:6:7:8",
          "1::2::3",
          "::::",
          "12345::",
          "g::",
          "::1%25eth0",
          "fe80::1%eth0",
          "::1%",
          "1.2.3.4",
          "::1.2.3",
          "::1.2.3.256",
          "::01.2.3.4",
          "1.2.3.4::",
          "::1.2.3.4:5",
          "1:2:3:4:5:6:7:1.2.3.4",
          "::0x1",
          "::-1",
          ":: 1",
          "[::1]",
          "v1.a",
          "vF.::1",
          "localhost",
        })
    void has_nothing_else_in_brackets(String address) {
      assertRefused("https://[" + address + "]/x");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://[::1",
          "https://[::1/x",
          "https://::1]/x",
          "https://::1/x",
          "https://[/x",
          "https://]/x",
          "https://[]/x",
          "https://[::1]]/x",
          "https://[[::1]]/x",
          "https://[::1]x/",
          "https://[::1]80/",
          "https://[::1].example/",
          "https://a[::1]/",
          "https://[::1]:x/",
          "https://[::1]:80:80/",
          "https://[::1]::80/",
        })
    void has_its_brackets_around_all_of_it(String text) {
      assertRefused(text);
    }
  }

  @Nested
  class A_port {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0",
          "00",
          "65536",
          "99999",
          "4294967739",
          "18446744073709552059",
          "-1",
          "+443",
          "4 43",
          "443x",
          "x",
          "0x1bb",
          "443:443",
          ":443",
          "%34%34%33",
          "٤٤٣",
        })
    void is_a_number_from_1_to_65535(String port) {
      assertRefused("https://example.com:" + port + "/x");
      assertRefused("https://example.com:" + port);
      assertRefused("https://[::1]:" + port + "/x");
    }
  }

  @Nested
  class The_text {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "https",
          "https:",
          "https:/",
          "https://",
          "https:///",
          "https:///x",
          "https://?",
          "https://:443",
          "https://:443/x",
          "https:example.com",
          "https:/example.com",
          "https:\\\\example.com",
          "//example.com/x",
          "/x",
          "example.com/x",
          "http://example.com/x",
          "ftp://example.com/x",
          "file:///etc/passwd",
          "javascript:alert(1)",
          "httpss://example.com/x",
          "https+x://example.com/x",
          "xhttps://example.com/x",
          " https://example.com/x",
          "https://example.com/x ",
          "\thttps://example.com/x",
          "https://example.com/x\n",
          "https://example.com/x\r\n",
          "ht\ntps://example.com/x",
          "\uFEFFhttps://example.com/x",
          "httpſ://example.com/x",
          "https://exa\tmple.com/x",
          "https://exa\nmple.com/x",
          "https://example.com\u0000/x",
          "https://example.com\\x",
          "https://example.com\\@evil.example/x",
          "https://example.com/\\x",
        })
    void is_an_absolute_https_url_with_nothing_around_it(String text) {
      assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://a@b/x",
          "https://@b/x",
          "https://a:b@c/x",
          "https://:@b/x",
          "https://a@b@c/x",
          "https://example.com@127.0.0.1/x",
          "https://example.com:443@evil.example/x",
          "https://example.com:@/x",
          "https://@",
          "https://a@[::1]/x",
          "https://a@b",
          "https://a@b?x",
        })
    void has_no_user_information(String text) {
      assertThat(HttpsUrl.parse(text))
          .isEqualTo(Parsed.invalid("The URL must not have user information"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://example.com#",
          "https://example.com/#",
          "https://example.com/x#",
          "https://example.com/x#y",
          "https://example.com/x?y#",
          "https://example.com/x?y#z",
          "https://example.com#@evil.example/",
        })
    void has_no_fragment_not_even_an_empty_one(String text) {
      assertThat(HttpsUrl.parse(text))
          .isEqualTo(Parsed.invalid("The URL must not have a fragment"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%%", "%2", "%g0", "%0g", "a%", "%20%", "%u0041", "% 20", "%-1"})
    void has_no_percent_sign_but_that_of_an_escape(String part) {
      assertRefused("https://example.com/" + part);
      assertRefused("https://example.com/?" + part);
      assertRefused("https://example.com/" + part + "?q");
    }

    static Stream<String> foreignCharacters() {
      var controls = IntStream.rangeClosed(0, ' ').boxed();
      var beyondAscii = Stream.of(0x7f, 0x80, 0xa0, 0xe9, 0x2028, 0xd800, 0xdc00, 0xff0f, 0xffff);
      var notInUrls = "\"<>\\^`{|}[]".chars().boxed();
      return Stream.of(controls, beyondAscii, notInUrls)
          .flatMap(codeUnits -> codeUnits)
          .map(codeUnit -> String.valueOf((char) codeUnit.intValue()));
    }

    @ParameterizedTest
    @MethodSource("foreignCharacters")
    void has_only_the_characters_of_rfc_3986(String character) {
      assertRefused("https://example.com/a" + character + "b");
      assertRefused("https://example.com/a?b" + character + "c");
      assertRefused("https://exa" + character + "mple.com/a");
      assertRefused("https://example.com/a" + character);
      assertRefused(character + "https://example.com/a");
    }

    @Test
    void has_exactly_the_characters_of_rfc_3986_in_path_and_query() {
      for (char c = 0; c < 0x250; c++) {
        if ("%#".indexOf(c) < 0) {
          boolean belongs = String.valueOf(c).matches("[A-Za-z0-9._~!$&'()*+,;=:@/?-]");

          assertThat(HttpsUrl.parse("https://a/" + c) instanceof Parsed.Valid).isEqualTo(belongs);
          assertThat(HttpsUrl.parse("https://a/?" + c) instanceof Parsed.Valid).isEqualTo(belongs);
        }
      }
    }

    @Test
    void has_at_most_2048_characters() {
      String longest = "https://example.com/" + "a".repeat(2_028);

      assertThat(longest).hasSize(2_048);
      assertKept(longest);
      assertRefused(longest + "a");
      assertRefused("https://example.com:443/" + "a".repeat(2_028));
    }

    @Test
    void is_never_said_again_when_it_is_refused() {
      var refused = (Parsed.Invalid<HttpsUrl>) HttpsUrl.parse("https://example.com/?token=s3cret#");

      assertThat(refused.reason()).doesNotContain("s3cret");
    }

    @Test
    void throws_the_reason_where_the_caller_should_have_known() {
      assertThatThrownBy(() -> HttpsUrl.of("http://example.com"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The URL must begin with https://");
    }
  }

  @Nested
  class The_parts {

    @Test
    void are_those_of_the_canonical_form() {
      var url = HttpsUrl.of("https://Example.com:08443/a/b?c=d");

      assertThat(url.host()).isEqualTo("example.com");
      assertThat(url.port()).isEqualTo(8443);
      assertThat(url.authority()).isEqualTo("example.com:8443");
      assertThat(url.path()).isEqualTo("/a/b");
      assertThat(url.query()).contains("c=d");
      assertThat(url.pathAndQuery()).isEqualTo("/a/b?c=d");
      assertThat(url.withoutQuery()).isEqualTo("https://example.com:8443/a/b");
    }

    @Test
    void have_443_for_no_port() {
      assertThat(HttpsUrl.of("https://example.com/x").port()).isEqualTo(443);
      assertThat(HttpsUrl.of("https://[::1]:443/x").authority()).isEqualTo("[::1]");
    }

    @Test
    void tell_an_empty_query_from_none() {
      assertThat(HttpsUrl.of("https://example.com/x?").query()).contains("");
      assertThat(HttpsUrl.of("https://example.com/x?").pathAndQuery()).isEqualTo("/x?");
      assertThat(HttpsUrl.of("https://example.com/x").query()).isEmpty();
    }

    @Test
    void have_a_slash_to_ask_for_where_there_is_no_path() {
      assertThat(HttpsUrl.of("https://example.com").pathAndQuery()).isEqualTo("/");
      assertThat(HttpsUrl.of("https://example.com?q").pathAndQuery()).isEqualTo("/?q");
      assertThat(HttpsUrl.of("https://example.com?q").path()).isEmpty();
    }

    @Test
    void that_may_be_secret_are_not_in_the_description() {
      assertThat(HttpsUrl.of("https://example.com/x?token=s3cret"))
          .hasToString("https://example.com/x");
    }
  }

  @Nested
  class A_redirect {

    @ParameterizedTest
    @CsvSource({
      // The examples of RFC 3986, section 5.4, with https for their scheme and without the
      // fragments.
      "g, https://a/b/c/g",
      "./g, https://a/b/c/g",
      "g/, https://a/b/c/g/",
      "/g, https://a/g",
      "//g, https://g",
      "?y, https://a/b/c/d;p?y",
      "g?y, https://a/b/c/g?y",
      "#s, https://a/b/c/d;p?q",
      "g#s, https://a/b/c/g",
      "g?y#s, https://a/b/c/g?y",
      ";x, https://a/b/c/;x",
      "g;x, https://a/b/c/g;x",
      "'', https://a/b/c/d;p?q",
      "., https://a/b/c/",
      "./, https://a/b/c/",
      ".., https://a/b/",
      "../, https://a/b/",
      "../g, https://a/b/g",
      "../.., https://a/",
      "../../, https://a/",
      "../../g, https://a/g",
      "../../../g, https://a/g",
      "../../../../g, https://a/g",
      "/./g, https://a/g",
      "/../g, https://a/g",
      "g., https://a/b/c/g.",
      ".g, https://a/b/c/.g",
      "g.., https://a/b/c/g..",
      "..g, https://a/b/c/..g",
      "./../g, https://a/b/g",
      "./g/., https://a/b/c/g/",
      "g/./h, https://a/b/c/g/h",
      "g/../h, https://a/b/c/h",
      "g;x=1/./y, https://a/b/c/g;x=1/y",
      "g;x=1/../y, https://a/b/c/y",
      "g?y/./x, https://a/b/c/g?y/./x",
      "g?y/../x, https://a/b/c/g?y/../x",
      "g#s/../x, https://a/b/c/g",
      // And more.
      "?, https://a/b/c/d;p?",
      "g?, https://a/b/c/g?",
      "g?y:z, https://a/b/c/g?y:z",
      "./a:b, https://a/b/c/a:b",
      "/a:b, https://a/a:b",
      "/.., https://a/",
      "/., https://a/",
      "/, https://a/",
      "g//h/../i, https://a/b/c/g//i",
      "/g//../../h, https://a/h",
      "%2e%2e/g, https://a/b/c/%2e%2e/g",
      "//G:0443/%41?Q, https://g/%41?Q",
      "//g?y, https://g?y",
      "//[::1]:8443/x, https://[::1]:8443/x",
      "https://g, https://g",
      "HTTPS://G/h/../i?j#k, https://g/i?j",
      "https://g/h#, https://g/h",
      "https://a/b/c/d;p?q, https://a/b/c/d;p?q",
    })
    void leads_where_rfc_3986_says(String location, String target) {
      var base = HttpsUrl.of("https://a/b/c/d;p?q");

      assertThat(base.resolve(location).map(HttpsUrl::text)).isEqualTo(Parsed.valid(target));
    }

    @ParameterizedTest
    @CsvSource({
      "https://a, g, https://a/g",
      "https://a?q, g, https://a/g",
      "https://a?q, '', https://a?q",
      "https://a?q, ?r, https://a?r",
      "https://a, .., https://a/",
      "https://a/, g, https://a/g",
      "https://a:8443/b, /c, https://a:8443/c",
      "https://[::1]:8443/b, c, https://[::1]:8443/c",
      "https://a/b?c, '', https://a/b?c",
      "https://a/b?, #s, https://a/b?",
      "https://a/./b/../c, '', https://a/./b/../c",
      "https://a/./b/../c, ?d, https://a/./b/../c?d",
    })
    void starts_from_any_base(String base, String location, String target) {
      assertThat(HttpsUrl.of(base).resolve(location).map(HttpsUrl::text))
          .isEqualTo(Parsed.valid(target));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://a/b",
          "http:g",
          "https:g",
          "https:/g",
          "https:",
          "https://",
          "https:///g",
          "//",
          "///g",
          "////g/h",
          "ftp://a/b",
          "file:///etc/passwd",
          "data:,x",
          "mailto:a@b",
          "g:h",
          "1g:h",
          ":h",
          "//a@b/c",
          "https://a@b/c",
          "//1.2.3/c",
          "//0x7f.1/",
          "//b:0/",
          "//b:65536/",
          "//b:x/",
          "/a b",
          " /a",
          "/a ",
          "/a\n",
          "/a\r\nSet-Cookie: x=y",
          "\\\\evil.example\\x",
          "/\\evil.example",
          "/é",
          "/a\"b",
          "/a%",
          "/a{b}",
          "/a[b]",
          "?a|b",
        })
    void leads_nowhere_but_to_a_clean_https_url(String location) {
      assertThat(HttpsUrl.of("https://a/b/c/d;p?q").resolve(location))
          .as(location)
          .isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void is_bounded_as_any_url() {
      var base = HttpsUrl.of("https://example.com/" + "a".repeat(1_000) + "/x");

      assertThat(base.resolve("b".repeat(1_027))).isInstanceOf(Parsed.Valid.class);
      assertThat(base.resolve("b".repeat(1_028))).isInstanceOf(Parsed.Invalid.class);
      assertThat(base.resolve("https://example.com/" + "a".repeat(2_028)))
          .isInstanceOf(Parsed.Valid.class);
      assertThat(base.resolve("https://example.com/" + "a".repeat(2_026) + "#ab"))
          .isInstanceOf(Parsed.Invalid.class);
      assertThat(base.resolve("/" + "../".repeat(100_000))).isInstanceOf(Parsed.Invalid.class);
    }
  }
}
