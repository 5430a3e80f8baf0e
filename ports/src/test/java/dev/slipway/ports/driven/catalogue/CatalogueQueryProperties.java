package dev.slipway.ports.driven.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CatalogueQueryProperties {

  @Property
  void texts_fold_to_the_same_exactly_when_they_are_equal_but_for_case(
      @ForAll String one, @ForAll String other) {
    boolean same = CatalogueQuery.folded(one).equals(CatalogueQuery.folded(other));

    assertThat(same).isEqualTo(one.equalsIgnoreCase(other));
  }

  @Property
  void upper_case_characters_fold_as_their_lower_case_ones(@ForAll char character) {
    var text = String.valueOf(character);
    var upper = String.valueOf(Character.toUpperCase(character));

    assertThat(CatalogueQuery.folded(text)).isEqualTo(CatalogueQuery.folded(upper));
  }

  @Property
  void folding_keeps_the_length_and_folds_once(@ForAll String text) {
    var folded = CatalogueQuery.folded(text);

    assertThat(folded).hasSameSizeAs(text);
    assertThat(CatalogueQuery.folded(folded)).isEqualTo(folded);
  }

  @Example
  void letters_beyond_the_first_plane_fold_too() {
    assertThat(CatalogueQuery.folded("𐐀😀")).isEqualTo("𐐨😀");
  }
}
