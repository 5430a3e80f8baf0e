package dev.slipway.domain.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.Segment;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class DeploymentNameProperties {

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  @Property
  void is_a_dns_label(@ForAll("names") ProviderName name) {
    assertThat(DeploymentName.of(name).value()).matches(DNS_LABEL);
  }

  @Property
  void tells_long_names_apart(@ForAll("longNames") List<ProviderName> names) {
    var distinct = names.stream().distinct().toList();

    assertThat(distinct.stream().map(DeploymentName::of)).doesNotHaveDuplicates();
  }

  @Provide
  Arbitrary<ProviderName> names() {
    return Combinators.combine(segments(1, 90), segments(1, 90)).as(ProviderName::of);
  }

  /** They begin alike, so that only what was cut off tells them apart. */
  @Provide
  Arbitrary<List<ProviderName>> longNames() {
    return segments(64, 100)
        .map(name -> ProviderName.of("acme", "a".repeat(60) + name))
        .list()
        .ofMinSize(2)
        .ofMaxSize(20);
  }

  private static Arbitrary<String> segments(int min, int max) {
    return Arbitraries.strings()
        .withChars("a0-z9b")
        .ofMinLength(min)
        .ofMaxLength(max)
        .filter(Segment::isSegment);
  }
}
