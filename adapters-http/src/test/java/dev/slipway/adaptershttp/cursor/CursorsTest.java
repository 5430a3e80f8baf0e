package dev.slipway.adaptershttp.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ports.paging.NewestFirst.Place;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorsTest {

  private static final Listing VERSIONS =
      new Listing("packages.listVersions", "ws_1", List.of("pkg_1"));
  private static final Place POSITION =
      new Place(Instant.parse("2026-11-23T02:30:00.123456Z"), "pkgv_1");

  private final Cursors cursors = new Cursors(() -> "secret");

  @Test
  void a_cursor_keeps_its_spelling() {
    // Written by the first release: what it wrote must be read for ever.
    var written =
        "Y3Vyc29yIDEKcGFja2FnZXMubGlzdFZlcnNpb25zCndzXzEKMQpwa2dfMQoxNzk1NDAxMDAwMTIzNDU2CnBrZ3ZfMYuGanqUKsjkvxvFvpxiz-M";

    assertThat(cursors.write(VERSIONS, POSITION)).isEqualTo(written);
  }

  @Test
  void another_spelling_of_the_same_bytes_is_refused() {
    var cursor = cursors.write(VERSIONS, POSITION);

    assertThat(cursors.read(VERSIONS, cursor)).contains(POSITION);
    assertThat(cursors.read(VERSIONS, cursor + "=")).isEmpty();
    assertThat(cursors.read(VERSIONS, cursor + "==")).isEmpty();
    assertThat(cursors.read(VERSIONS, " " + cursor)).isEmpty();
    assertThat(cursors.read(VERSIONS, cursor + "\n")).isEmpty();
  }

  @Test
  void nothing_is_no_cursor() {
    assertThat(cursors.read(VERSIONS, "")).isEmpty();
  }

  @Test
  void a_cursor_beyond_all_length_is_not_looked_at() {
    assertThat(cursors.read(VERSIONS, "A".repeat(100_000))).isEmpty();
  }

  @Test
  void no_filter_can_pretend_to_be_two() {
    assertThatThrownBy(() -> new Listing("r", "ws_1", List.of("a\nb")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Listing("r", "w", List.of("a", "")).text())
        .isNotEqualTo(new Listing("r", "w", List.of("a")).text());
  }
}
