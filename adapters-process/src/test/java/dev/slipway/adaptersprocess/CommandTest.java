package dev.slipway.adaptersprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.form.Parsed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

  private final Path folder;

  CommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path program(String name) throws Exception {
    var file = folder.resolve(name);
    Files.createDirectories(folder.resolve(name).resolveSibling("."));
    Files.writeString(file, "#!/bin/sh\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private Parsed<Command> command(String path, String... words) {
    return Command.of(List.of(words), Optional.of(path), folder.resolve("work"));
  }

  private static Parsed<Command> found(Path program, String... arguments) {
    var words = new ArrayList<String>();
    words.add(program.toString());
    words.addAll(List.of(arguments));
    return Parsed.valid(new Command(words));
  }

  @Test
  void the_first_folder_that_has_a_program_counts() throws Exception {
    program("two/tool");
    program("one/other");
    var path = folder.resolve("one") + "::relative:" + folder.resolve("two");

    assertThat(command(path, "tool", "-x")).isEqualTo(found(folder.resolve("two/tool"), "-x"));
  }

  @Test
  void without_an_entrypoint_the_usual_module_runs() throws Exception {
    var python = program("bin/python");

    assertThat(command(folder.resolve("bin").toString()))
        .isEqualTo(found(python, "-m", "pragma_runtime.entrypoint"));
  }

  @Test
  void python_may_be_known_under_its_other_name_alone() throws Exception {
    var python = program("bin/python3");

    assertThat(command(folder.resolve("bin").toString(), "python", "main.py"))
        .isEqualTo(found(python, "main.py"));
  }

  @Test
  void nothing_else_has_another_name() throws Exception {
    program("bin/python3");

    assertThat(command(folder.resolve("bin").toString(), "python2", "main.py"))
        .isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  void a_program_with_a_path_is_looked_for_from_where_it_will_run() throws Exception {
    var tool = program("work/bin/tool");

    assertThat(command("/nowhere", "bin/tool")).isEqualTo(found(tool));
    assertThat(command("/nowhere", tool.toString())).isEqualTo(found(tool));
  }

  @Test
  void folders_and_plain_files_are_no_programs() throws Exception {
    Files.createDirectories(folder.resolve("bin/folder"));
    Files.writeString(folder.resolve("bin/file"), "text");

    assertThat(command(folder.resolve("bin").toString(), "folder"))
        .isInstanceOf(Parsed.Invalid.class);
    assertThat(command(folder.resolve("bin").toString(), "file"))
        .isInstanceOf(Parsed.Invalid.class);
  }
}
