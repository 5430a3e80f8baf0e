package dev.slipway.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.app.embedded.DataFolder.Holder;
import dev.slipway.app.embedded.DataFolder.Ownership;
import dev.slipway.app.exit.CommandFailed;
import dev.slipway.app.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  private final Path path;

  DataFolderTest(@TempDir Path temporary) {
    path = temporary.resolve("some/data");
  }

  @Test
  void it_is_made_for_its_user_alone() throws IOException {
    try (var folder = ((Ownership.Owned) DataFolder.tryOwn(path, "serve")).folder()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void a_second_owner_is_told_the_first() {
    try (var first = ((Ownership.Owned) DataFolder.tryOwn(path, "serve")).folder()) {
      var second = DataFolder.tryOwn(first.path(), "token");

      var holder = new Holder(ProcessHandle.current().pid(), "serve");
      assertThat(second).isEqualTo(new Ownership.HeldBy(Optional.of(holder)));
      assertThat(holder.isServer()).isTrue();
    }
  }

  @Test
  void asking_who_owns_it_does_not_give_it_up() {
    try (var first = ((Ownership.Owned) DataFolder.tryOwn(path, "serve")).folder()) {
      assertThat(DataFolder.tryOwn(first.path(), "token")).isInstanceOf(Ownership.HeldBy.class);

      var again = DataFolder.tryOwn(first.path(), "token");

      assertThat(again).isInstanceOf(Ownership.HeldBy.class);
    }
  }

  @Test
  void a_closed_one_may_be_owned_again() {
    ((Ownership.Owned) DataFolder.tryOwn(path, "serve")).folder().close();

    var again = DataFolder.tryOwn(path, "serve");

    assertThat(again).isInstanceOf(Ownership.Owned.class);
    ((Ownership.Owned) again).folder().close();
  }

  @Test
  void a_file_in_its_place_is_refused_with_its_name() throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "in the way");

    assertThatThrownBy(() -> DataFolder.tryOwn(path, "serve"))
        .isInstanceOfSatisfying(
            CommandFailed.class,
            refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED))
        .hasMessageContaining(path.toString())
        .hasMessageContaining("--data");
  }
}
