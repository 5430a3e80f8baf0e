package dev.slipway.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.form.Parsed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderNameTest {

  @Nested
  class A_segment {

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "a0", "0a", "a-b", "a--b", "a-0-b", "1-2", "abc"})
    void has_lower_case_letters_digits_and_inner_hyphens(String text) {
      assertThat(Segment.parse(text)).isEqualTo(Parsed.valid(text));
      assertThat(Segment.isSegment(text)).isTrue();
    }

    @Test
    void has_no_other_characters_than_those() {
      for (char c = 0; c < 0x250; c++) {
        boolean belongs = String.valueOf(c).matches("[a-z0-9-]");

        assertThat(Segment.isSegment("a" + c + "a")).isEqualTo(belongs);
        assertThat(Segment.isSegment("" + c)).isEqualTo(belongs && c != '-');
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "", "-", "--", "-a", "a-", "A", "aB", "a_b", "a.b", "a b", " a", "a ", "a\n", "a/b", "ä",
          "а", "１", "١", "a\u0000", "a%20b", "a+b", "@a"
        })
    void has_nothing_else(String text) {
      assertThat(Segment.parse(text)).isInstanceOf(Parsed.Invalid.class);
      assertThat(Segment.isSegment(text)).isFalse();
    }
  }

  @Nested
  class A_name {

    @Test
    void is_two_segments_with_a_slash_between() {
      var name = ProviderName.parse("acme/object-store").orElseThrow();

      assertThat(name).isEqualTo(ProviderName.of("acme", "object-store"));
      assertThat(name.prefix()).isEqualTo("acme");
      assertThat(name.name()).isEqualTo("object-store");
      assertThat(name.canonical()).isEqualTo("acme/object-store");
      assertThat(name).hasToString("acme/object-store");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "/",
          "acme",
          "acme/",
          "/x",
          "//",
          "acme//x",
          "acme/x/",
          "acme/x/y",
          "/acme/x",
          "Acme/x",
          "acme/X",
          "acme/x ",
          " acme/x",
          "acme /x",
          "acme/x\n",
          "acme-/x",
          "acme/-x",
          "acme\\x",
          "acme/x@1.0.0",
          "acme%2Fx",
          "acme:x",
          "../x",
          "acme/..",
          "acme/é"
        })
    void is_nothing_else(String text) {
      assertThat(ProviderName.parse(text)).isInstanceOf(Parsed.Invalid.class);
      assertThatThrownBy(() -> ProviderName.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void has_at_most_200_characters_with_its_slash() {
      String longest = "a".repeat(99) + "/" + "b".repeat(100);

      assertThat(ProviderName.parse(longest).map(ProviderName::canonical))
          .isEqualTo(Parsed.valid(longest));
      assertThat(ProviderName.parse(longest + "b")).isInstanceOf(Parsed.Invalid.class);
      assertThatThrownBy(() -> new ProviderName("a".repeat(100), "b".repeat(100)))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void can_be_read_from_its_two_parts() {
      assertThat(ProviderName.parse("acme", "x")).isEqualTo(ProviderName.parse("acme/x"));
      assertThat(ProviderName.parse("acme", "x/y")).isInstanceOf(Parsed.Invalid.class);
      assertThat(ProviderName.parse("", "x")).isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void cannot_be_made_of_parts_that_are_no_segments() {
      assertThatThrownBy(() -> new ProviderName("acme", "x/y"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ProviderName.of("a/b", "x"))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void belongs_to_the_platform_by_its_prefix() {
      assertThat(ProviderName.of("platform/x").isPlatform()).isTrue();
      assertThat(ProviderName.of("platform-x/platform").isPlatform()).isFalse();
    }
  }

  @Test
  void names_are_ordered_by_the_code_units_of_their_canonical_text() {
    // The hyphen comes before the slash, the slash before digits and letters.
    var ascending =
        List.of("a-b/x", "a-b/y", "a/x", "a/x-y", "a/x0", "a0/a", "ab/a", "b/0").stream()
            .map(ProviderName::of)
            .toList();
    var names = new ArrayList<>(ascending);
    Collections.shuffle(names, new Random(4));

    names.sort(null);

    assertThat(names).isEqualTo(ascending);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deployment",
        "builds",
        "push",
        "deploy",
        "rollback",
        "versions",
        "publish",
        "upgrade",
        "downgrade"
      })
  void the_names_of_routes_are_reserved_but_well_formed(String shortName) {
    assertThat(ReservedNames.isReserved(shortName)).isTrue();
    assertThat(ProviderName.parse("acme", shortName)).isInstanceOf(Parsed.Valid.class);
  }

  @Test
  void no_other_names_are_reserved() {
    assertThat(ReservedNames.SHORT_NAMES).hasSize(9);
    assertThat(ReservedNames.isReserved("version")).isFalse();
    assertThat(ReservedNames.isReserved("deploy-er")).isFalse();
  }
}
