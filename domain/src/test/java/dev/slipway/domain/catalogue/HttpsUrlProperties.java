package dev.slipway.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.form.Parsed;
import java.net.URI;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The laws of URLs, with the JDK's reading of RFC 3986 and RFC 2396 as a second opinion. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class HttpsUrlProperties {

  @Property
  void the_canonical_form_is_its_own_canonical_form(@ForAll("urls") String text) {
    var url = HttpsUrl.of(text);

    assertThat(HttpsUrl.of(url.text())).isEqualTo(url).hasSameHashCodeAs(url);
    assertThat(HttpsUrl.of(url.text()).text()).isEqualTo(url.text());
  }

  @Property
  void the_canonical_form_keeps_path_and_query_and_is_never_longer(@ForAll("urls") String text) {
    var url = HttpsUrl.of(text);

    assertThat(url.text()).hasSizeLessThanOrEqualTo(text.length());
    assertThat(text)
        .endsWith(url.path() + url.query().map(query -> "?" + query).orElse(""))
        .startsWithIgnoringCase("https://" + url.host());
    assertThat(url.text()).startsWith(url.withoutQuery());
  }

  @Property
  void the_jdk_reads_the_same_parts(@ForAll("urls") String text) {
    var url = HttpsUrl.of(text);

    var uri = URI.create(url.text());

    assertThat(uri.getRawAuthority()).isEqualTo(url.authority());
    assertThat(uri.getRawPath()).isEqualTo(url.path());
    assertThat(uri.getRawQuery()).isEqualTo(url.query().orElse(null));
    assertThat(uri.getUserInfo()).isNull();
    assertThat(uri.getRawFragment()).isNull();
  }

  @Property(tries = 5_000)
  void whatever_is_accepted_has_no_second_reading(@ForAll("noise") String noise) {
    if (HttpsUrl.parse("https://" + noise) instanceof Parsed.Valid<HttpsUrl> valid) {
      var uri = URI.create(valid.value().text());

      assertThat(uri.getRawAuthority()).isEqualTo(valid.value().authority());
      assertThat(noise).doesNotContain("\\", "#", " ");
      assertThat(valid.value().authority()).doesNotContain("@", "%", "/", "?");
    }
  }

  @Property
  void an_absolute_redirect_leads_where_it_says(
      @ForAll("urls") String base, @ForAll("plainUrls") String target) {
    assertThat(HttpsUrl.of(base).resolve(target)).isEqualTo(HttpsUrl.parse(target));
  }

  @Property
  void a_relative_redirect_stays_on_its_host(
      @ForAll("urls") String base, @ForAll("relative") String location) {
    var from = HttpsUrl.of(base);

    var to = from.resolve(location).orElseThrow();

    assertThat(to.authority()).isEqualTo(from.authority());
    assertThat(("/" + to.path() + "/").contains("/../")).isEqualTo(keepsDots(from, location));
  }

  /** Only a location without a path of its own takes the base's path as it is. */
  private static boolean keepsDots(HttpsUrl base, String location) {
    boolean noPath = location.isEmpty() || location.startsWith("?") || location.startsWith("#");
    return noPath && ("/" + base.path() + "/").contains("/../");
  }

  @Provide
  Arbitrary<String> urls() {
    return Combinators.combine(schemes(), hosts(), ports(), paths(), queries())
        .as((scheme, host, port, path, query) -> scheme + host + port + path + query);
  }

  @Provide
  Arbitrary<String> plainUrls() {
    return urls().filter(url -> !url.contains("/.") && HttpsUrl.of(url).text().length() <= 2_048);
  }

  @Provide
  Arbitrary<String> relative() {
    var starts = Arbitraries.of("", "/", "a/", "./", "../", "../../../", "/../", ".", "..");
    var fragments = Arbitraries.of("", "#", "#s");
    return Combinators.combine(
            starts, Arbitraries.of("", "b", "b/c", "b/../c", "b/."), queries(), fragments)
        .as((start, path, query, fragment) -> start + path + query + fragment);
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.strings().withChars("a1.:/?#@[]\\%0x- ").ofMaxLength(10)),
        Tuple.of(1, Arbitraries.strings().withChars("a1.:/-").ofMaxLength(8)),
        Tuple.of(
            1, Arbitraries.strings().withChars("1:.").ofMaxLength(9).map(a -> "[:" + a + "]")));
  }

  private static Arbitrary<String> schemes() {
    return Arbitraries.of("https://", "HTTPS://", "HttpS://");
  }

  private static Arbitrary<String> hosts() {
    return Arbitraries.of(
        "example.com", "Example.COM.", "a-b.example", "x1.y2", "1.2.3.4", "[::1]", "[2001:DB8::F]");
  }

  private static Arbitrary<String> ports() {
    return Arbitraries.of("", ":", ":443", ":0443", ":1", ":8443", ":065535");
  }

  private static Arbitrary<String> paths() {
    var segments =
        Arbitraries.oneOf(
            Arbitraries.of("", ".", "..", "%2F", "%00", "a", "A", "a:b", "a@b", "%C3%a9"),
            Arbitraries.strings().withChars("aZ0-._~!$&'()*+,;=:@").ofMaxLength(6));
    return segments
        .list()
        .ofMaxSize(5)
        .map(list -> list.stream().map(s -> "/" + s).reduce("", String::concat));
  }

  private static Arbitrary<String> queries() {
    return Arbitraries.of("", "", "?", "?a=b", "?a=/?:@&b=%20", "??");
  }
}
