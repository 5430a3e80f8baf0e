package dev.slipway.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Pep440Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.dev456",
        "1.0a1",
        "1.0a2.dev456",
        "1.0a12.dev456",
        "1.0a12",
        "1.0b1.dev456",
        "1.0b2",
        "1.0b2.post345.dev456",
        "1.0b2.post345",
        "1.0b2-346",
        "1.0c1.dev456",
        "1.0c1",
        "1.0rc2",
        "1.0c3",
        "1.0",
        "1.0.post456.dev34",
        "1.0.post456",
        "1.1.dev1",
        "1.2+123abc",
        "1.2+123abc456",
        "1.2+abc",
        "1.2+abc123",
        "1.2+abc123def",
        "1.2+1234.abc",
        "1.2+123456",
        "1.2.r32+123456",
        "1.2.rev33+123456",
        "1!1.0.dev456",
        "1!1.2.rev33+123456",
        "1.0-1",
        "v1.0",
        "1.0+a-b_c.d",
        "1.0ALPHA",
        "1.0.post",
        "1.0.dev",
        "007",
        "2012.15",
        "1.0a.",
        "1.0rc.dev",
        "9.09",
        "1.0+az09",
        "1.0a-"
      })
  void accepts_the_normal_spellings_and_the_others(String text) {
    assertThat(Pep440.isVersion(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "french toast",
        "1.0+a+",
        "1.0++",
        "1.0+_foobar",
        "1.0+foo&asd",
        "1.0+1+1",
        "1.0+",
        "1.0.",
        "1..0",
        ".1",
        "v",
        "vv1",
        "!1",
        "1!",
        "1!!1",
        "1!.0",
        "1.0_1",
        "1.0a1b1",
        "1.0.dev1.post1",
        "1.0.dev1a1",
        "1.0post1rc1",
        "1.0__a",
        "1.0-a--1-",
        "1.0+a..b",
        "1.0+a.",
        "1.0 ",
        " 1.0",
        "1.0\n",
        "1,0",
        "1.0x",
        "a1",
        "+abc",
        "1.-1",
        "1-.dev",
        "1.0-",
        "1.0:",
        "1.0/1",
        "1.0+`",
        "1.0+{"
      })
  void refuses_all_else(String text) {
    assertThat(Pep440.isVersion(text)).isFalse();
  }

  @Test
  void reads_a_hostile_text_once() {
    String release = "1" + ".1".repeat(1_000_000);
    String local = "1+" + "a.".repeat(1_000_000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(Pep440.isVersion(release)).isTrue();
          assertThat(Pep440.isVersion(release + "!")).isFalse();
          assertThat(Pep440.isVersion(local)).isFalse();
        });
  }
}
