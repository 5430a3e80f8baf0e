package dev.slipway.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.form.Parsed;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WheelNameTest {

  private static void assertAccepted(String fileName) {
    assertThat(WheelName.parse(fileName).map(WheelName::fileName))
        .isEqualTo(Parsed.valid(fileName));
  }

  private static void assertRefused(String fileName) {
    assertThat(WheelName.parse(fileName)).as(fileName).isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  void has_five_parts_or_six_with_a_build_tag() {
    var name =
        WheelName.of(
            "Acme.Store_x-1.0.post2-003_b.1-py2.py3-cp39.abi3-manylinux_2_17_x86_64.any.whl");

    assertThat(name.distribution()).isEqualTo("Acme.Store_x");
    assertThat(name.version()).isEqualTo("1.0.post2");
    assertThat(name.buildTag()).contains("003_b.1");
    assertThat(name.pythonTags()).containsExactly("py2", "py3");
    assertThat(name.abiTags()).containsExactly("cp39", "abi3");
    assertThat(name.platformTags()).containsExactly("manylinux_2_17_x86_64", "any");
    assertThat(WheelName.of("x-1-py3-none-any.whl").buildTag()).isEmpty();
  }

  @Test
  void is_equal_by_its_text() {
    assertThat(WheelName.of("x-1-py3-none-any.whl"))
        .isEqualTo(WheelName.of("x-1-py3-none-any.whl"))
        .hasSameHashCodeAs(WheelName.of("x-1-py3-none-any.whl"))
        .isNotEqualTo(WheelName.of("X-1-py3-none-any.whl"))
        .hasToString("x-1-py3-none-any.whl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo-1.0-py3-none-any.whl",
        "foo_bar-1.0-py3-none-any.whl",
        "foo.bar-1.0-py3-none-any.whl",
        "Foo-1.0-py3-none-any.whl",
        "some_PACKAGE-1.0-py3-none-any.whl",
        "foo-1.0-1000-py3-none-any.whl",
        "foo-1.0-1000abc-py3-none-any.whl",
        "pip-18.0-py3.py2-none-any.whl",
        "foo-1.0-py2.py3-none-any.whl",
        "numpy-1.26.4-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "cryptography-42.0.5-cp39-abi3-musllinux_1_2_aarch64.whl",
        "torch-2.2.0+cpu-cp311-cp311-linux_x86_64.whl",
        "torch-2.2.0+cu118.with.pypi_cudnn-cp311-cp311-linux_x86_64.whl",
        "pywin32-306-cp311-cp311-win_amd64.whl",
        "x-1!2.0rc1.post2.dev3+local.4-py3-none-any.whl",
        "x-V1.0RC1-py3-none-any.whl",
        "0-0-a-b-c.whl",
        "x-1-_py-none-any.whl",
        "x-1-py3-3-3.whl",
        "a.b..c-1-py3-none-any.whl",
        "a_._b-1-py3-none-any.whl",
      })
  void accepts_names_that_are_neither_normalised_nor_sorted(String fileName) {
    assertAccepted(fileName);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".whl",
        "whl",
        "-.whl",
        "----.whl",
        "-----.whl",
        "x.whl",
        "x-1.whl",
        "x-1-py3.whl",
        "x-1-py3-none.whl",
        "x-1-1-py3-none-any-more.whl",
        "x-1-py3-none-any",
        "x-1-py3-none-any.WHL",
        "x-1-py3-none-any.Whl",
        "x-1-py3-none-any.whl.",
        "x-1-py3-none-any.whl ",
        " x-1-py3-none-any.whl",
        "x-1-py3-none-any.whl\n",
        "x-1-py3-none-any.whl.whl.zip",
        "x-1-py3-none-any.egg",
        "x-1.0.tar.gz",
        "x-1--py3-none-any.whl",
        "x--1-py3-none-any.whl",
        "a/x-1-py3-none-any.whl",
        "../x-1-py3-none-any.whl",
        "x-1-py3-none-any.whl\u0000",
      })
  void refuses_another_shape(String fileName) {
    assertRefused(fileName);
  }

  @Nested
  class The_distribution {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "", "_x", "x_", ".x", "x.", "x__y", "__", "_", ".", "x y", "x+y", "x!", "é", "x\u00e9",
          "x/y", "x\\y", "x%20y", "x\ny", "x\u0000", "x@y"
        })
    void has_letters_digits_dots_and_single_underscores(String distribution) {
      assertRefused(distribution + "-1-py3-none-any.whl");
    }
  }

  @Nested
  class The_version {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "x",
          "1.",
          "1..0",
          "1_1",
          "1 ",
          " 1",
          "1+",
          "1.x",
          "1.0alpha.x",
          "1.0\n",
          "１"
        })
    void is_one_of_pep_440(String version) {
      assertRefused("x-" + version + "-py3-none-any.whl");
    }

    @Test
    void is_ascii_even_where_lower_case_letters_would_be() {
      // U+212A and U+0130 become ASCII letters when they are lower-cased.
      assertRefused("x-1.0+\u212a-py3-none-any.whl");
      assertRefused("x-1.0+\u0130-py3-none-any.whl");
    }
  }

  @Nested
  class The_build_tag {

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "01", "1a", "1_", "1.", "1.2_b", "123456789012345678"})
    void begins_with_a_digit(String tag) {
      assertAccepted("x-1-" + tag + "-py3-none-any.whl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "_1", ".1", "a1", "1+", "1 ", "1é", "１", "1/2"})
    void has_nothing_but_letters_digits_dots_and_underscores(String tag) {
      assertRefused("x-1-" + tag + "-py3-none-any.whl");
    }

    @Test
    void has_at_most_18_leading_digits() {
      assertAccepted("x-1-" + "9".repeat(18) + "a99-py3-none-any.whl");
      assertRefused("x-1-" + "9".repeat(19) + "-py3-none-any.whl");
      assertRefused("x-1-" + "0".repeat(19) + "a-py3-none-any.whl");
    }
  }

  @Nested
  class The_tags {

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "py3.", ".py3", "py2..py3", "py 3", "py+3", "py3é", "py\n3"})
    void are_words_joined_by_dots(String tag) {
      assertRefused("x-1-" + tag + "-none-any.whl");
      assertRefused("x-1-py3-" + tag + "-any.whl");
      assertRefused("x-1-py3-none-" + tag + ".whl");
      assertRefused("x-1-1-py3-none-" + tag + ".whl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "3py", "py3.3", "0.py3"})
    void for_python_do_not_begin_with_a_digit(String tag) {
      assertRefused("x-1-" + tag + "-none-any.whl");
      assertRefused("x-1-1-" + tag + "-none-any.whl");
    }
  }

  @Test
  void has_only_ascii_letters_digits_dots_and_underscores_in_its_parts() {
    for (char c = 0; c < 0x250; c++) {
      boolean word = String.valueOf(c).matches("[A-Za-z0-9_]");
      boolean wordOrDot = word || c == '.';

      if (c != '-') {
        assertAgrees("a" + c + "b-1-py3-none-any.whl", wordOrDot);
        assertAgrees("x-1-1" + c + "-py3-none-any.whl", wordOrDot);
        assertAgrees("x-1-py" + c + "y-none-any.whl", wordOrDot);
        assertAgrees("x-1-py3-" + c + "-any.whl", word);
        assertAgrees("x-1-py3-none-" + c + ".whl", word);
      }
    }
  }

  private static void assertAgrees(String fileName, boolean accepted) {
    assertThat(WheelName.parse(fileName) instanceof Parsed.Valid).as(fileName).isEqualTo(accepted);
  }

  @Test
  void has_at_most_255_characters() {
    String rest = "-1-py3-none-any.whl";
    String longest = "a".repeat(255 - rest.length()) + rest;

    assertAccepted(longest);
    assertRefused("a" + longest);
  }

  @Test
  void throws_the_reason_where_the_caller_should_have_known() {
    assertThatThrownBy(() -> WheelName.of("x.whl"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A wheel's file name has the form name-version[-build]-python-abi-platform.whl");
  }
}
