package dev.slipway.domain.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.form.Parsed;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesOfTenantsTest {

  @Nested
  class An_organization_id {

    private static final String RULE = "must be 1 to 64 characters of A-Z, a-z, 0-9, '_' and '-'";

    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "A", "Z", "0", "9", "_", "-", "org_01-AZaz09", "--__"})
    void is_letters_digits_underscores_and_hyphens(String text) {
      var parsed = OrganizationId.parse(text);

      assertThat(parsed).isEqualTo(new Parsed.Valid<>(new OrganizationId(text)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "", " ", "a b", "a/b", "a.b", "a:b", "@", "[", "`", "{", "^", ",", "é", "a\n", "٣"
        })
    void is_nothing_else(String text) {
      assertThat(OrganizationId.parse(text)).isEqualTo(new Parsed.Invalid<>(RULE));
      assertThatThrownBy(() -> new OrganizationId(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Organization id '" + text + "' " + RULE);
    }

    @Test
    void has_at_most_64_characters() {
      assertThat(OrganizationId.parse("a".repeat(64))).isInstanceOf(Parsed.Valid.class);
      assertThat(OrganizationId.parse("a".repeat(65))).isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void is_ordered_and_shown_as_its_text() {
      var ids = List.of(new OrganizationId("b"), new OrganizationId("B"), new OrganizationId("a"));

      assertThat(ids.stream().sorted())
          .extracting(OrganizationId::toString)
          .containsExactly("B", "a", "b");
    }
  }

  @Nested
  class A_slug {

    private static final String RULE =
        "must be 1 to 63 characters of a-z, 0-9 and '-', and neither start nor end with '-'";

    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "0", "9", "acme", "a-b", "a--b", "0-9", "az09"})
    void is_lower_case_letters_digits_and_inner_hyphens(String text) {
      assertThat(Slug.parse(text)).isEqualTo(new Parsed.Valid<>(new Slug(text)));
      assertThat(new Slug(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "", "-", "-a", "a-", "A", "aB", "a_b", "a.b", "a b", "a/b", "é", "`", "{", ":", "a{a",
          "a`a", "a:a", "a,a"
        })
    void is_nothing_else(String text) {
      assertThat(Slug.parse(text)).isEqualTo(new Parsed.Invalid<>(RULE));
      assertThatThrownBy(() -> new Slug(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Slug '" + text + "' " + RULE);
    }

    @Test
    void has_at_most_63_characters() {
      assertThat(Slug.parse("a".repeat(63))).isInstanceOf(Parsed.Valid.class);
      assertThat(Slug.parse("a".repeat(64))).isInstanceOf(Parsed.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "install", "installed", "publish", "pragma"})
    void is_refused_to_tenants_where_it_is_reserved(String text) {
      assertThat(Slug.parse(text)).isEqualTo(new Parsed.Invalid<>("'" + text + "' is reserved"));
      assertThat(new Slug(text).value()).isEqualTo(text);
    }
  }

  @Test
  void a_token_is_shown_as_its_id() {
    assertThat(new TokenId("tok_1")).hasToString("tok_1");
  }
}
