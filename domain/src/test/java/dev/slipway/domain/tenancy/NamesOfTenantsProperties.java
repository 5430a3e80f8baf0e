package dev.slipway.domain.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.Segment;
import dev.slipway.domain.form.Parsed;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** The grammars of tenants' names, with the contract's expressions as oracles. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class NamesOfTenantsProperties {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern SEGMENT = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  @Property(tries = 3_000)
  void an_organization_id_fits_its_expression(@ForAll("texts") String text) {
    assertThat(OrganizationId.parse(text) instanceof Parsed.Valid<OrganizationId>)
        .isEqualTo(ID.matcher(text).matches());
  }

  @Property(tries = 3_000)
  void a_slug_fits_the_expression_of_segments(@ForAll("texts") String text) {
    assertThat(Slug.parse(text) instanceof Parsed.Valid<Slug>)
        .isEqualTo(
            SEGMENT.matcher(text).matches()
                && text.length() <= 63
                && !Slug.RESERVED.contains(text));
    assertThat(Segment.isSegment(text)).isEqualTo(SEGMENT.matcher(text).matches());
  }

  @Property
  void ids_are_ordered_as_their_texts(@ForAll("ids") String one, @ForAll("ids") String other) {
    var order = new OrganizationId(one).compareTo(new OrganizationId(other));

    assertThat(Integer.signum(order)).isEqualTo(Integer.signum(one.compareTo(other)));
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings().withChars("aAzZ09_-").ofMinLength(1).ofMaxLength(5);
  }

  @Provide
  Arbitrary<String> texts() {
    var soup = Arbitraries.strings().withChars("aazzAZ0099--_./ é").ofMaxLength(6);
    var nearly = Arbitraries.strings().withChars("az09-").ofMaxLength(70);
    return Arbitraries.oneOf(soup, nearly);
  }
}
