package dev.slipway.domain.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** The grammar of Python's versions, with the expression of PEP 440's appendix B as the oracle. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class Pep440Properties {

  private static final Pattern APPENDIX_B =
      Pattern.compile(
          "v?(?:(?:[0-9]+!)?[0-9]+(?:\\.[0-9]+)*"
              + "(?:[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview)[-_.]?(?:[0-9]+)?)?"
              + "(?:(?:-[0-9]+)|(?:[-_.]?(?:post|rev|r)[-_.]?(?:[0-9]+)?))?"
              + "(?:[-_.]?dev[-_.]?(?:[0-9]+)?)?)"
              + "(?:\\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?",
          Pattern.CASE_INSENSITIVE);

  @Property(tries = 20_000)
  void the_scanner_agrees_with_the_expression(@ForAll("nearlyVersions") String text) {
    assertThat(Pep440.isVersion(text)).as(text).isEqualTo(APPENDIX_B.matcher(text).matches());
  }

  @Provide
  Arbitrary<String> nearlyVersions() {
    return Arbitraries.of(
            "1", "0", "42", ".", ".", "-", "_", "!", "+", "a", "b", "c", "rc", "alpha", "beta",
            "pre", "preview", "post", "rev", "r", "dev", "v", "RC", "Post", "x", "1.0", "2!1")
        .list()
        .ofMaxSize(7)
        .map(pieces -> String.join("", pieces));
  }
}
