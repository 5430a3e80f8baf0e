package dev.slipway.adaptershttp.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.paging.NewestFirst.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The laws of cursors. */
class CursorsProperties {

  private final Cursors cursors = new Cursors(() -> "a secret of this store");

  @Property
  void what_is_written_for_a_list_is_read_by_it(
      @ForAll("listings") Listing listing, @ForAll("positions") Place position) {
    var cursor = cursors.write(listing, position);

    assertThat(cursors.read(listing, cursor)).contains(position);
    assertThat(cursor).matches("[0-9A-Za-z_-]+");
  }

  @Property
  void every_server_with_the_secret_reads_it(
      @ForAll("listings") Listing listing, @ForAll("positions") Place position) {
    var other = new Cursors(() -> "a secret of this store");

    assertThat(other.read(listing, cursors.write(listing, position))).contains(position);
  }

  @Property
  void another_secret_does_not(
      @ForAll("listings") Listing listing, @ForAll("positions") Place position) {
    var stranger = new Cursors(() -> "a secret of another store");

    assertThat(stranger.read(listing, cursors.write(listing, position))).isEmpty();
  }

  @Property
  void another_list_does_not(
      @ForAll("listings") Listing listing,
      @ForAll("listings") Listing other,
      @ForAll("positions") Place position) {
    Assume.that(!listing.equals(other));

    assertThat(cursors.read(other, cursors.write(listing, position))).isEmpty();
  }

  @Property
  void one_changed_bit_makes_it_nobodys(
      @ForAll("listings") Listing listing,
      @ForAll("positions") Place position,
      @ForAll @IntRange(max = 4_000) int bit) {
    var bytes = Base64.getUrlDecoder().decode(cursors.write(listing, position));
    int flipped = bit % (bytes.length * 8);
    bytes[flipped / 8] ^= (byte) (1 << flipped % 8);

    var read = cursors.read(listing, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));

    assertThat(read).isEmpty();
  }

  @Property
  void one_other_character_makes_it_nobodys(
      @ForAll("listings") Listing listing,
      @ForAll("positions") Place position,
      @ForAll @IntRange(max = 4_000) int at,
      @ForAll("characters") char other) {
    var cursor = new StringBuilder(cursors.write(listing, position));
    int place = at % cursor.length();
    Assume.that(cursor.charAt(place) != other);
    cursor.setCharAt(place, other);

    assertThat(cursors.read(listing, cursor.toString())).isEmpty();
  }

  @Property
  void what_is_cut_or_longer_is_nobodys(
      @ForAll("listings") Listing listing,
      @ForAll("positions") Place position,
      @ForAll @IntRange(max = 4_000) int at) {
    var bytes = Base64.getUrlDecoder().decode(cursors.write(listing, position));
    var encoder = Base64.getUrlEncoder().withoutPadding();

    var cut = encoder.encodeToString(Arrays.copyOf(bytes, at % bytes.length));
    var longer = encoder.encodeToString(Arrays.copyOf(bytes, bytes.length + 1));

    assertThat(cursors.read(listing, cut)).isEmpty();
    assertThat(cursors.read(listing, longer)).isEmpty();
  }

  @Property
  void whatever_somebody_makes_up_is_nobodys(
      @ForAll("listings") Listing listing, @ForAll String madeUp) {
    assertThat(cursors.read(listing, madeUp)).isEmpty();
  }

  @Provide
  Arbitrary<Listing> listings() {
    return Combinators.combine(
            Arbitraries.of("packages.list", "packages.listVersions", "apiTokens.list"),
            Arbitraries.of("", "ws_1", "ws_2", "ws_11"),
            Arbitraries.of("", "pkg_1", "pkg_2", "basic", "full").list().ofMaxSize(2))
        .as(Listing::new);
  }

  @Provide
  Arbitrary<Place> positions() {
    return Combinators.combine(
            Arbitraries.longs().between(-62_000_000_000_000_000L, 250_000_000_000_000_000L),
            Arbitraries.strings().withChars("0123456789abcdefXYZ_-").ofMinLength(1).ofMaxLength(40))
        .as((micros, id) -> new Place(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), id));
  }

  @Provide
  Arbitrary<Character> characters() {
    return Arbitraries.of(
        List.of('A', 'Q', 'g', 'w', 'a', '0', '-', '_', '+', '/', '=', ' ', '.', '\n', 'é'));
  }
}
