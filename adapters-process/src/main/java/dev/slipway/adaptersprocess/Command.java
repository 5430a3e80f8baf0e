package dev.slipway.adaptersprocess;

import dev.slipway.domain.form.Parsed;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command as it can be started: its program by its whole path.
 *
 * @param words program and arguments
 */
record Command(List<String> words) {

  private static final List<String> DEFAULT = List.of("python", "-m", "pragma_runtime.entrypoint");
  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

  Command {
    words = List.copyOf(words);
  }

  /**
   * Finds the program of an entrypoint.
   *
   * @param entrypoint empty for the default one
   * @param path where programs are looked for: folders separated by colons; empty for the usual
   *     ones
   * @param work the folder from which the program will be started
   */
  static Parsed<Command> of(List<String> entrypoint, Optional<String> path, Path work) {
    var words = entrypoint.isEmpty() ? DEFAULT : entrypoint;
    if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
      return Parsed.invalid("The entrypoint has a NUL character, which no process can be given");
    }
    var name = words.getFirst();
    var folders = path.orElse(USUAL_PATH);
    return program(name, folders, work)
        // Many machines have Python under this name alone.
        .or(() -> name.equals("python") ? program("python3", folders, work) : Optional.empty())
        .map(found -> Parsed.valid(with(found, words)))
        .orElseGet(
            () ->
                Parsed.invalid(
                    "The entrypoint's program was not found, or is not executable, on the machine"
                        + " that runs providers"));
  }

  /** A program that every machine of this kind has. */
  static Path standard(String name) {
    return program(name, USUAL_PATH, Path.of("/")).orElse(Path.of("/usr/bin", name));
  }

  private static Command with(Path program, List<String> words) {
    var all = new ArrayList<>(words);
    all.set(0, program.toString());
    return new Command(all);
  }

  private static Optional<Path> program(String name, String folders, Path work) {
    try {
      if (name.isEmpty()) {
        return Optional.empty();
      }
      if (name.contains("/")) {
        return executable(work.resolve(name));
      }
      for (var folder : folders.split(":", -1)) {
        // A folder that is relative would be so to the server, not to the child.
        var found =
            folder.startsWith("/") ? executable(Path.of(folder, name)) : Optional.<Path>empty();
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    } catch (InvalidPathException e) {
      // A name that this machine's files cannot have.
      return Optional.empty();
    }
  }

  private static Optional<Path> executable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file)
        ? Optional.of(file)
        : Optional.empty();
  }
}
