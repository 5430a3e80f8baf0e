package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adapterspostgres.ConfigCipher.Opened;
import dev.slipway.adapterspostgres.ConfigCipher.Place;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of encryption: what was sealed opens where it was sealed, and nowhere else. */
class ConfigCipherProperties {

  private static final ConfigCipher CIPHER = Ciphers.of("k1", "k0");

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withCharRange('\u0000', '\ud7ff').ofMaxLength(300);
  }

  @Provide
  Arbitrary<Place> places() {
    var names = Arbitraries.strings().withChars("ab/:é").ofMaxLength(3);
    return Combinators.combine(names, names.list().ofMaxSize(3)).as(Place::new);
  }

  @Property
  void what_was_sealed_opens(@ForAll("texts") String text, @ForAll("places") Place place) {
    var sealed = CIPHER.seal(place, text);

    assertThat(CIPHER.open(place, sealed)).isEqualTo(new Opened.Text(text));
    assertThat(ConfigCipher.isSealed(sealed)).isTrue();
    assertThat(CIPHER.isCurrent(sealed)).isTrue();
  }

  @Property
  void it_opens_at_no_other_place(
      @ForAll("texts") String text, @ForAll("places") Place here, @ForAll("places") Place there) {
    Assume.that(!here.equals(there));

    assertThat(CIPHER.open(there, CIPHER.seal(here, text))).isInstanceOf(Opened.Refused.class);
  }

  @Property(tries = 20)
  void no_character_of_it_can_be_another_one(
      @ForAll("texts") String text, @ForAll("places") Place place) {
    var sealed = CIPHER.seal(place, text);

    for (int i = 0; i < sealed.length(); i++) {
      for (char other : new char[] {'A', '_', '0', ':', (char) (sealed.charAt(i) ^ 1)}) {
        if (other != sealed.charAt(i)) {
          var changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
          // Without its mark it is a text like any other: nobody takes it for what was sealed.
          assertThat(CIPHER.open(place, changed))
              .satisfiesAnyOf(
                  opened -> assertThat(opened).isInstanceOf(Opened.Refused.class),
                  opened ->
                      assertThat(ConfigCipher.isSealed(changed))
                          .as("%s opened as %s", changed, opened)
                          .isFalse());
        }
      }
    }
  }

  @Property(tries = 50)
  void no_part_of_it_can_be_missing_or_added(
      @ForAll("texts") String text, @ForAll("places") Place place) {
    var sealed = CIPHER.seal(place, text);

    for (int end = "sealed:".length(); end < sealed.length(); end++) {
      assertThat(CIPHER.open(place, sealed.substring(0, end))).isInstanceOf(Opened.Refused.class);
    }
    for (String more : List.of("A", "AA", "AAA", "AAAA", "=", "\n")) {
      assertThat(CIPHER.open(place, sealed + more)).isInstanceOf(Opened.Refused.class);
    }
  }

  @Property(tries = 50)
  void the_same_text_never_looks_the_same_twice(
      @ForAll("texts") String text, @ForAll("places") Place place) {
    assertThat(CIPHER.seal(place, text)).isNotEqualTo(CIPHER.seal(place, text));
  }

  @Property
  void without_a_key_a_text_stays_as_it_is(
      @ForAll("texts") String text, @ForAll("places") Place place) {
    assertThat(ConfigCipher.none().seal(place, text)).isEqualTo(text);
    assertThat(ConfigCipher.none().open(place, text)).isEqualTo(new Opened.Text(text));
  }
}
