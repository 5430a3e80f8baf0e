package dev.slipway.app.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildInfoTest {

  @Test
  void the_line_names_version_commit_and_java() {
    var line = new BuildInfo("0.1.0", "abcdef0", "18.1.0").line();

    assertThat(line)
        .isEqualTo("slipway 0.1.0 (commit abcdef0, Java " + Runtime.version().feature() + ")");
  }

  @Test
  void the_build_fills_in_version_and_commit() {
    var written = BuildInfo.ofThisJar();

    assertThat(written.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
    assertThat(written.commit()).matches("[0-9a-f]{7}|unknown");
  }
}
