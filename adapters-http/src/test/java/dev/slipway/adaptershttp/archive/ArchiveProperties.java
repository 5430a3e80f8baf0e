package dev.slipway.adaptershttp.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The laws of reading archives, with a library's writer as a second opinion. */
class ArchiveProperties {

  record Item(String path, String content) {}

  @Property(tries = 300)
  void what_a_library_writes_is_read_back(
      @ForAll @Size(max = 8) List<@From("items") Item> items, @ForAll boolean gnu)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes, UTF_8.name())) {
      tar.setLongFileMode(
          gnu ? TarArchiveOutputStream.LONGFILE_GNU : TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(!gnu);
      for (Item item : items) {
        byte[] content = item.content().getBytes(UTF_8);
        var entry = new TarArchiveEntry(item.path());
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }

    assertThat(readAll(bytes.toByteArray())).isEqualTo(items);
  }

  private static List<Item> readAll(byte[] tar) throws IOException {
    var reader = new TarReader(new ByteArrayInputStream(tar));
    var items = new ArrayList<Item>();
    for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
      items.add(new Item(entry.get().path(), new String(reader.read(), UTF_8)));
    }
    return items;
  }

  @Property(tries = 1_000)
  void whatever_is_changed_in_an_archive_ends_in_a_value(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 5_119) Integer> places,
      @ForAll byte by) {
    byte[] tar =
        Archives.aPackage()
            .pax('x', "path=" + "deep/".repeat(30), "size=3")
            .file("x", "abc")
            .entry("l", 'L', "", "long".getBytes(UTF_8))
            .link("link", '2', "akua.toml")
            .file("inputs.schema.json", "{}")
            .tar();
    for (int place : places) {
      tar[place % tar.length] ^= by;
    }

    var content = Archives.read(Archives.gzip(tar));

    assertThat(content).isNotNull();
  }

  @Property(tries = 1_000)
  void whatever_is_changed_in_a_header_with_a_right_sum_ends_in_a_value(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 511) Integer> places,
      @ForAll @Size(6) byte[] by,
      @ForAll("types") char type) {
    byte[] header = Archives.headerBlock("x", type, "y", 30);
    for (int i = 0; i < places.size(); i++) {
      header[places.get(i)] = by[i];
    }
    byte[] layer =
        Archives.aPackage()
            .raw(Archives.summed(header))
            .raw(Arrays.copyOf("20 path=some/path/x\n".getBytes(UTF_8), 512))
            .file("z", "")
            .gzip();

    var content = Archives.read(layer);

    assertThat(content).isNotNull();
  }

  @Property(tries = 1_000)
  void whatever_is_changed_in_gzip_ends_in_a_value(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 10_000) Integer> places,
      @ForAll byte by) {
    byte[] layer = Archives.aPackage().gzip();
    for (int place : places) {
      layer[place % layer.length] ^= by;
    }

    var content = Archives.read(layer);

    assertThat(content).isNotNull();
  }

  @Property(tries = 1_000)
  void no_accepted_path_leads_out(@ForAll("paths") String path) {
    try {
      String text = EntryPath.of(path).text();

      assertThat(Path.of("/base/" + path).normalize())
          .isEqualTo(Path.of("/base/" + text).normalize())
          .matches(normal -> normal.startsWith("/base"));
      assertThat("/" + text + "/").doesNotContain("/../", "/./");
    } catch (BadArchive e) {
      assertThat(path)
          .matches(
              refused -> refused.startsWith("/") || refused.contains("..") || refused.isEmpty());
    }
  }

  @Property(tries = 1_000)
  void a_link_leaves_exactly_when_following_it_does(
      @ForAll("places") String path, @ForAll("paths") String target) throws IOException {
    Path link = Path.of("/r/" + path);
    boolean absolute = target.startsWith("/") || target.isEmpty();

    boolean leaves = EntryPath.of(path).leavesBy(target);

    boolean endsOutside = absolute || !link.resolveSibling(target).normalize().startsWith("/r");
    // Who leaves and comes back has left.
    assertThat(leaves || !endsOutside).isTrue();
  }

  @Provide
  Arbitrary<Character> types() {
    return Arbitraries.of('0', '\0', '1', '2', '3', '5', '7', 'x', 'g', 'L', 'K', 'S', 'V');
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings().withChars("ab./").ofMaxLength(12);
  }

  @Provide
  Arbitrary<String> places() {
    return Arbitraries.of("a", "a/b", "a/b/c", "./a", "a//b");
  }

  @Provide
  Arbitrary<Item> items() {
    var names =
        Arbitraries.strings()
            .withChars("abÄé .-_")
            .ofMinLength(1)
            .ofMaxLength(120)
            .filter(name -> !name.isBlank() && !name.endsWith(" ") && !name.startsWith("."));
    var paths = names.list().ofMinSize(1).ofMaxSize(4).map(list -> String.join("/", list));
    return Combinators.combine(paths, Arbitraries.strings().alpha().ofMaxLength(2_000))
        .as(Item::new);
  }
}
