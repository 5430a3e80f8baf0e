package dev.slipway.adaptershttp.archive;

import static dev.slipway.adaptershttp.archive.Archives.TOML;
import static dev.slipway.adaptershttp.archive.Archives.aPackage;
import static dev.slipway.adaptershttp.archive.Archives.archive;
import static dev.slipway.adaptershttp.archive.Archives.gzip;
import static dev.slipway.adaptershttp.archive.Archives.headerBlock;
import static dev.slipway.adaptershttp.archive.Archives.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageArchiveTest {
  private static final PackageContent WITHOUT_SCHEMA =
      new PackageContent.Found("1.0.0", Optional.empty());

  private static final String SCHEMA = "{\"type\":\"object\"}";

  private static void bad(PackageContent content, String... words) {
    assertThat(content)
        .isInstanceOfSatisfying(
            PackageContent.Bad.class,
            refused ->
                assertThat(List.of(words))
                    .allSatisfy(word -> assertThat(refused.reason()).contains(word)));
  }

  private static PackageContent found(Json.JsonObject schema) {
    return new PackageContent.Found("1.0.0", Optional.of(schema));
  }

  @Nested
  class A_package {

    @ParameterizedTest
    @ValueSource(strings = {"akua.toml", "./akua.toml", ".//akua.toml", "././akua.toml"})
    void has_its_toml_at_the_root(String path) {
      assertThat(archive().file(path, TOML).read()).isEqualTo(WITHOUT_SCHEMA);
    }

    @Test
    void may_hold_anything_else() {
      assertThat(
              archive()
                  .entry("./", '5', "", new byte[0])
                  .file("main.k", "a = 1")
                  .entry("vendor/", '5', "", new byte[0])
                  .file("vendor/akua.toml", "not = read")
                  .file("vendor/inputs.schema.json", "not read")
                  .file("..hidden", "..")
                  .file("a/.../b..c", "")
                  .file("akua.toml", TOML)
                  .file("akua.toml.bak", "")
                  .link("readme", '2', "docs/README.md")
                  .link("docs/up", '2', "../akua.toml")
                  .link("a/b/c", '2', "../../a/./b")
                  .file("old-style-folder/", "")
                  .read())
          .isEqualTo(WITHOUT_SCHEMA);
    }

    @Test
    void may_come_without_an_end() {
      assertThat(read(gzip(aPackage().unfinished()))).isEqualTo(WITHOUT_SCHEMA);
    }

    @Test
    void may_come_in_several_gzip_members() {
      byte[] tar = aPackage().tar();
      var members = new ByteArrayOutputStream();
      members.writeBytes(gzip(Arrays.copyOfRange(tar, 0, 700)));
      members.writeBytes(gzip(new byte[0]));
      members.writeBytes(gzip(Arrays.copyOfRange(tar, 700, tar.length)));

      assertThat(read(members.toByteArray())).isEqualTo(WITHOUT_SCHEMA);
    }

    @Test
    void may_have_long_names_of_both_kinds() {
      String path = "deep/".repeat(60) + "file";

      assertThat(
              archive()
                  .entry("././@LongLink", 'L', "", (path + "\0").getBytes(UTF_8))
                  .file("cut", "x")
                  .pax('x', "path=" + path + "2", "mtime=1.5", "SCHILY.xattr.user.a=b")
                  .file("cut", "x")
                  .entry("././@LongLink", 'K', "", path.getBytes(UTF_8))
                  .link("link", '2', "cut")
                  .pax('g', "comment=made by hand")
                  .pax('x', "path=akua.toml")
                  .file("something", TOML)
                  .read())
          .isEqualTo(WITHOUT_SCHEMA);
    }

    @Test
    void may_have_sizes_of_all_kinds() {
      byte[] block = headerBlock("akua.toml", '0', "", 0);
      Arrays.fill(block, 124, 136, (byte) 0);
      block[124] = (byte) 0x80;
      block[135] = (byte) TOML.length();
      byte[] content = Arrays.copyOf(TOML.getBytes(UTF_8), 512);

      assertThat(archive().raw(Archives.summed(block)).raw(content).read())
          .isEqualTo(WITHOUT_SCHEMA);
      assertThat(
              archive()
                  .pax('x', "size=" + TOML.length())
                  .header("akua.toml", '0', "", 0)
                  .raw(content)
                  .read())
          .isEqualTo(WITHOUT_SCHEMA);
    }
  }

  @Nested
  class A_schema {

    @Test
    void is_the_one_at_the_root_or_else_the_exported_one() {
      var object = Json.object().put("type", Json.string("object")).build();

      assertThat(aPackage().file("inputs.schema.json", SCHEMA).read()).isEqualTo(found(object));
      assertThat(aPackage().file("./exported/inputs.schema.json", SCHEMA).read())
          .isEqualTo(found(object));
      assertThat(
              aPackage()
                  .file("exported/inputs.schema.json", "not read")
                  .file("inputs.schema.json", SCHEMA)
                  .read())
          .isEqualTo(found(object));
      assertThat(aPackage().file("other/inputs.schema.json", SCHEMA).read())
          .isEqualTo(WITHOUT_SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "{",
          "[]",
          "true",
          "7",
          "{\"a\":1,\"a\":2}",
          "{} {}",
          "{\"a\":NaN}",
          "// {}"
        })
    void that_is_no_json_object_is_refused(String text) {
      bad(aPackage().file("inputs.schema.json", text).read(), "inputs.schema.json");
    }

    @Test
    void over_a_limit_is_refused() {
      String deep = "{\"a\":".repeat(31) + "{}" + "}".repeat(31);
      String wide = "{\"a\":\"" + "x".repeat(262_144 - 8) + "\"}";

      assertThat(aPackage().file("inputs.schema.json", deep).read())
          .isInstanceOf(PackageContent.Found.class);
      assertThat(aPackage().file("inputs.schema.json", " \n" + wide + "\n").read())
          .isInstanceOf(PackageContent.Found.class);
      bad(aPackage().file("inputs.schema.json", "{\"a\":" + deep + "}").read(), "32");
      bad(aPackage().file("inputs.schema.json", wide.replaceFirst("x", "xx")).read(), "262,144");
      String entries = "\"a\":{},".repeat(1_000).replace("a", "%s");
      String[] names = IntStream.range(0, 1_000).mapToObj(i -> "n" + i).toArray(String[]::new);
      String wideObject =
          "{\"properties\":{" + entries.formatted((Object[]) names) + "\"last\":{}}}";
      bad(aPackage().file("inputs.schema.json", wideObject).read(), "1,000");
      bad(aPackage().file("inputs.schema.json", " ".repeat(1024 * 1024) + "{}").read(), "large");
    }
  }

  @Nested
  class An_akua_toml {

    @Test
    void that_is_missing_is_told() {
      bad(archive().file("main.k", "").read(), "akua.toml");
      bad(archive().read(), "akua.toml");
      bad(archive().file("sub/akua.toml", TOML).read(), "akua.toml");
      bad(archive().link("akua.toml", '2', "other.toml").file("other.toml", TOML).read());
    }

    @Test
    void that_comes_twice_is_refused() {
      bad(aPackage().file("./akua.toml", TOML).read(), "second");
      bad(aPackage().pax('x', "path=akua.toml").file("x", TOML).read(), "second");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "version = \"1.0.0\"",
          "[package]",
          "[package]\nversion = 1.0",
          "[package]\nversion = [\"1.0.0\"]",
          "package = \"1.0.0\"",
          "[[package]]\nversion = \"1.0.0\"",
          "[package]\nversion = 'a'\nversion = 'b'",
          "[package",
          "\u0000",
        })
    void without_a_version_is_refused(String toml) {
      bad(archive().file("akua.toml", toml).read(), "akua.toml");
    }

    @Test
    void may_be_written_in_any_way_that_toml_has() {
      for (String toml :
          List.of(
              "package.version = '1.0.0'",
              "package = { version = \"1.0.0\" }",
              "\"package\" . \"version\" = '1.0.0' # so",
              "[package]\nversion = '''\n1.0.0'''")) {
        assertThat(archive().file("akua.toml", toml).read()).as(toml).isEqualTo(WITHOUT_SCHEMA);
      }
    }

    @Test
    void that_is_no_utf_8_or_too_large_is_refused() {
      bad(archive().file("akua.toml", new byte[] {'#', (byte) 0xff}).read(), "UTF-8");
      String comment = TOML + "#" + "x".repeat(64 * 1024 - TOML.length() - 1);
      assertThat(archive().file("akua.toml", comment).read()).isEqualTo(WITHOUT_SCHEMA);
      bad(archive().file("akua.toml", comment + "x").read(), "large");
    }

    @Test
    void that_nests_without_end_is_refused() {
      bad(archive().file("akua.toml", "a = " + "[".repeat(60_000)).read());
      bad(archive().file("akua.toml", "a" + ".a".repeat(30_000) + " = 1").read());
    }
  }

  @Nested
  class A_path {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/etc/passwd",
          "/",
          "//a",
          "..",
          "../a",
          "a/..",
          "a/../b",
          "./../a",
          "a/b/../../.."
        })
    void that_leaves_the_archive_is_refused_in_every_kind_of_header(String path) {
      bad(aPackage().file(path, "x").read());
      bad(aPackage().entry(path, '5', "", new byte[0]).read());
      bad(aPackage().pax('x', "path=" + path).file("x", "x").read());
      bad(aPackage().pax('g', "path=" + path).file("x", "x").read());
      bad(aPackage().entry("l", 'L', "", path.getBytes(UTF_8)).file("x", "x").read());
    }

    @Test
    void has_at_most_4096_bytes() {
      assertThat(aPackage().pax('x', "path=" + "a".repeat(4_096)).file("x", "").read())
          .isEqualTo(WITHOUT_SCHEMA);
      bad(aPackage().pax('x', "path=" + "a".repeat(4_097)).file("x", "").read(), "4,096");
      bad(aPackage().pax('x', "path=" + "é".repeat(2_049)).file("x", "").read(), "4,096");
      bad(aPackage().file("", "").read(), "4,096");
    }

    @Test
    void with_a_nul_is_refused() {
      bad(aPackage().pax('x', "path=a\0b").file("x", "").read(), "NUL");
    }
  }

  @Nested
  class A_link {

    @ParameterizedTest
    @CsvSource({
      "link, /etc/passwd",
      "link, ..",
      "link, ../a",
      "a/link, ../../b",
      "a/link, b/../../../c",
      "link, a/../..",
    })
    void that_leaves_is_refused(String path, String target) {
      bad(aPackage().link(path, '2', target).read(), "symbolic link");
      bad(aPackage().pax('x', "linkpath=" + target).link(path, '2', "in").read(), "symbolic link");
      bad(
          aPackage().entry("k", 'K', "", target.getBytes(UTF_8)).link(path, '2', "in").read(),
          "symbolic link");
    }

    @Test
    void to_nowhere_is_refused() {
      bad(aPackage().link("link", '2', "").read(), "symbolic link");
    }

    @Test
    void that_is_hard_is_refused_wherever_it_leads() {
      bad(aPackage().link("link", '1', "akua.toml").read(), "hard link");
    }
  }

  @ParameterizedTest
  @CsvSource({"3, device", "4, device", "6, device", "S, no file", "M, no file", "V, no file"})
  void what_is_no_file_folder_or_link_is_refused(char type, String words) {
    bad(aPackage().link("x", type, "").read(), words);
  }

  @Test
  void a_sparse_file_is_refused() {
    bad(
        aPackage()
            .pax('x', "GNU.sparse.major=1", "GNU.sparse.realsize=999999999999")
            .file("x", "")
            .read(),
        "no file");
  }

  @Nested
  class An_archive_that_is_broken {

    @Test
    void is_refused_when_it_is_no_gzip() {
      bad(read(new byte[0]), "gzip");
      bad(read(aPackage().tar()), "gzip");
      bad(read("<html>".getBytes(UTF_8)), "gzip");
    }

    @Test
    void is_refused_when_it_is_no_tar() {
      bad(read(gzip("no tar".getBytes(UTF_8))), "cut");
      bad(read(gzip("no tar".repeat(1000).getBytes(UTF_8))), "not one of tar");
    }

    @Test
    void is_refused_when_its_gzip_is_cut_or_damaged() {
      byte[] gzip = aPackage().gzip();
      bad(read(Arrays.copyOf(gzip, gzip.length - 1)), "gzip");
      bad(read(Arrays.copyOf(gzip, gzip.length / 2)), "gzip");
      gzip[gzip.length - 5] ^= 1;
      bad(read(gzip), "gzip");
    }

    @Test
    void is_refused_when_something_is_behind_its_gzip() {
      byte[] gzip = aPackage().gzip();
      bad(read(Arrays.copyOf(gzip, gzip.length + 1)), "behind");
      byte[] text = Arrays.copyOf(gzip, gzip.length + 3);
      text[gzip.length] = 'h';
      bad(read(text), "behind");
    }

    @Test
    void is_refused_when_an_entry_is_cut() {
      byte[] tar = aPackage().unfinished();
      bad(read(gzip(Arrays.copyOf(tar, 520))), "cut");
      bad(read(gzip(Arrays.copyOf(tar, 300))), "cut");
      bad(aPackage().header("x", '0', "", 100_000).read(), "cut");
      bad(aPackage().pax('x', "path=a").read(), "cut");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "5",
          "9 path=a",
          "999 path=a\n",
          "-1 path=a\n",
          "9 path a\n",
          "0 path=a\n",
          "3 \n",
          "99999999999999999999 path=a\n",
          "10 size=x\n",
          "11 size=-1\n",
        })
    void is_refused_when_a_pax_header_is_malformed(String records) {
      var archive = aPackage().entry("pax", 'x', "", records.getBytes(UTF_8)).file("x", "");

      if (records.isEmpty()) {
        assertThat(archive.read()).isEqualTo(WITHOUT_SCHEMA);
      } else {
        bad(archive.read(), "not one of tar");
      }
    }

    @Test
    void is_refused_when_a_size_is_none() {
      byte[] negative = headerBlock("x", '0', "", 0);
      Arrays.fill(negative, 124, 136, (byte) 0xff);
      bad(aPackage().raw(Archives.summed(negative)).read(), "not one of tar");
      byte[] letters = headerBlock("x", '0', "", 0);
      letters[125] = 'x';
      bad(aPackage().raw(Archives.summed(letters)).read(), "not one of tar");
    }
  }

  @Nested
  class A_bomb {

    @Test
    void of_entries_is_given_up() {
      byte[] block = headerBlock("x", '0', "", 0);
      byte[] bomb =
          gzip(
              out -> {
                out.write(aPackage().unfinished());
                for (int i = 0; i < 100_000; i++) {
                  out.write(block);
                }
              });

      bad(read(bomb), "100,000");
    }

    @Test
    void of_headers_is_given_up() {
      var archive = aPackage();
      for (int i = 0; i < 17; i++) {
        archive.pax('x', "comment=again");
      }

      bad(archive.file("x", "").read(), "too many headers");
    }

    @Test
    void of_one_long_header_is_given_up_before_it_is_read() {
      for (char type : "xgLK".toCharArray()) {
        bad(aPackage().header("x", type, "", 400L << 20).read(), "header");
      }
    }

    @Test
    void of_empty_gzip_members_is_given_up() {
      var bomb = new ByteArrayOutputStream();
      byte[] empty = gzip(new byte[0]);
      while (bomb.size() < 1_000_000) {
        bomb.writeBytes(empty);
      }

      bad(read(bomb.toByteArray()), "holds nothing");
    }

    @Test
    void of_a_gzip_name_without_end_is_given_up() {
      byte[] bomb = new byte[1_000_000];
      Arrays.fill(bomb, (byte) 'n');
      byte[] head = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 3};
      System.arraycopy(head, 0, bomb, 0, head.length);

      bad(read(bomb), "holds nothing");
    }
  }
}
