package dev.slipway.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.app.exit.CommandFailed;
import dev.slipway.app.exit.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of {@code --encryption-key-file} (contract.md section 9). */
class KeyFileTest {

  private static final String ONE = base64("the key one, which has 32 bytes.");
  private static final String TWO = base64("the key two, which has 32 bytes!");

  private final Path temporary;

  KeyFileTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(temporary.resolve("keys"), text);
  }

  private static KeyFile read(Path file) {
    return Configuration.read(
            Options.SERVE, Map.of("encryption-key-file", file.toString()), Map.of())
        .get(Options.ENCRYPTION_KEY_FILE);
  }

  @Test
  void the_first_key_encrypts_and_the_others_are_known() throws IOException {
    var keys = read(file("k2:" + TWO + "\nk1:" + ONE + "\n"));

    assertThat(keys.cipher()).hasToString("ConfigCipher[k2, k1]");
  }

  @Test
  void comments_empty_lines_blanks_and_line_ends_of_windows_mean_nothing() throws IOException {
    var keys = read(file("# since May\r\n\r\n  k1: " + ONE + " \r\n"));

    assertThat(keys.cipher()).hasToString("ConfigCipher[k1]");
  }

  @Test
  void a_missing_end_of_the_base64_is_no_mistake() throws IOException {
    assertThat(read(file("k1:" + ONE.replace("=", ""))).cipher().writingKey()).contains("k1");
  }

  @Test
  void it_is_seen_when_everybody_may_read_it() throws IOException {
    var file = file("k1:" + ONE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    var closed = read(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    var open = read(file);

    assertThat(closed.openToOthers()).isFalse();
    assertThat(open.openToOthers()).isTrue();
  }

  @Test
  void it_prints_no_key() throws IOException {
    assertThat(read(file("k1:" + ONE)).toString()).contains("k1").doesNotContain(ONE);
  }

  @Nested
  class A_bad_file {

    private void isRefused(String text, String... words) throws IOException {
      var file = file(text);

      assertThatThrownBy(() -> read(file))
          .isInstanceOf(CommandFailed.class)
          .hasMessageStartingWith("--encryption-key-file must be a file with one id:base64 a line")
          .hasMessageContaining(file.toString())
          .hasMessageContainingAll(words)
          .hasMessageNotContainingAny(ONE, TWO, ONE.substring(0, 20))
          .extracting(failed -> ((CommandFailed) failed).exitCode())
          .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void without_a_key_is_refused() throws IOException {
      isRefused("# nothing\n", "no key");
    }

    @Test
    void with_a_line_without_an_id_is_refused_by_its_number() throws IOException {
      isRefused("k1:" + ONE + "\n" + TWO, "line 2", "no colon");
    }

    @Test
    void with_something_else_than_base64_is_refused_by_its_number() throws IOException {
      isRefused("k1:" + ONE + "!", "line 1", "no base64");
    }

    @Test
    void with_a_key_of_another_length_is_refused_with_the_lengths() throws IOException {
      isRefused("k1:" + base64("sixteen bytes.  "), "line 1", "16 bytes", "32");
    }

    @Test
    void with_an_id_twice_is_refused_with_both_lines() throws IOException {
      isRefused("k1:" + ONE + "\n\nk1:" + TWO, "line 3", "line 1");
    }

    @Test
    void with_a_bad_id_is_refused_without_repeating_it() throws IOException {
      isRefused(ONE + ":" + TWO, "line 1", "id");
    }

    @Test
    void that_is_too_large_is_refused() throws IOException {
      isRefused("#".repeat(70_000), "64KiB");
    }

    @Test
    void that_is_not_there_or_a_folder_is_refused() {
      assertThatThrownBy(() -> read(temporary.resolve("nothing")))
          .hasMessageContaining("readable file (NoSuchFileException)");
      assertThatThrownBy(() -> read(temporary)).hasMessageContaining("readable file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k1:"})
    void that_is_a_key_itself_is_not_repeated(String id) {
      assertThatThrownBy(() -> read(Path.of(id + ONE)))
          .isInstanceOf(CommandFailed.class)
          .hasMessageContaining("--encryption-key-file")
          .hasMessageNotContaining(ONE.substring(0, 20));
    }
  }
}
