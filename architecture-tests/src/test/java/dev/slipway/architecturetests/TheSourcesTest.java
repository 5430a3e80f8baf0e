package dev.slipway.architecturetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about what bytecode no longer tells. */
class TheSourcesTest {

  private static final Pattern DESCRIBED_AND_MARKED =
      Pattern.compile("(?s).*/\\*\\*.+?\\*/.*@NullMarked\\s+package .*");
  private static final Pattern BROAD_CATCH =
      Pattern.compile("catch \\((final )?(Exception|Throwable|RuntimeException|Error) ");

  /** The loops and requests that must outlive whatever happens in them. */
  private static final Set<String> NAMED_LOOPS = NamedLoops.FILES;

  @Test
  void every_package_is_null_marked_and_described() {
    var bare =
        Rooms.sources().stream()
            .map(Path::getParent)
            .distinct()
            .filter(TheSourcesTest::lacksItsInfo)
            .toList();

    assertThat(bare).as("packages without a described, null-marked package-info.java").isEmpty();
  }

  @Test
  void nobody_catches_everything_except_the_named_loops() {
    var catchers =
        shippedSources()
            .filter(file -> BROAD_CATCH.matcher(text(file)).find())
            .map(file -> file.getFileName().toString())
            .filter(name -> !NAMED_LOOPS.contains(name))
            .toList();

    assertThat(catchers)
        .as("catch what you expect, and let the loop or the request catch the rest")
        .isEmpty();
  }

  @Test
  void every_named_loop_is_one() {
    var loops =
        shippedSources()
            .filter(file -> BROAD_CATCH.matcher(text(file)).find())
            .map(file -> file.getFileName().toString())
            .toList();

    assertThat(loops).containsAll(NAMED_LOOPS);
  }

  @Test
  void a_broad_catch_and_a_bare_package_would_be_seen() {
    var broad = "try { run(); } catch (RuntimeException e) { log(e); }";
    var bare = "package dev.slipway.bare;\n";
    var good = "/** Good. */\n@NullMarked\npackage dev.slipway.good;\n";

    assertThat(BROAD_CATCH.matcher(broad).find()).isTrue();
    assertThat(DESCRIBED_AND_MARKED.matcher(bare).matches()).isFalse();
    assertThat(DESCRIBED_AND_MARKED.matcher(good).matches()).isTrue();
  }

  private static boolean lacksItsInfo(Path folder) {
    var info = folder.resolve("package-info.java");
    return !Files.exists(info) || !DESCRIBED_AND_MARKED.matcher(text(info)).matches();
  }

  private static Stream<Path> shippedSources() {
    List<Path> sources = Rooms.sources();
    assertThat(sources).hasSizeGreaterThan(100);
    return sources.stream().filter(file -> file.toString().contains("/src/main/"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + file, e);
    }
  }
}
