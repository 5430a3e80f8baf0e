import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes {@code commit=…} into a properties file: the short id of the commit that the sources are
 * at, or {@code unknown} where they are no clone, or no git is installed. Arguments: the root of
 * the sources, the file. Asks the git command, because it knows linked worktrees.
 */
class Commit {
  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = Path.of(args[0]).toRealPath();
    Path file = Path.of(args[1]);
    // Sources unpacked inside somebody else's clone are at no commit of that clone.
    boolean clone =
        git(root, "rev-parse", "--show-toplevel").filter(top -> isSame(top, root)).isPresent();
    String commit =
        clone ? git(root, "rev-parse", "--short=7", "HEAD").orElse("unknown") : "unknown";
    String line = "commit=" + commit + "\n";
    // Left alone when it is right, so that nothing is built again for it.
    if (!Files.exists(file) || !Files.readString(file).equals(line)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, line);
    }
  }

  private static boolean isSame(String top, Path root) {
    try {
      return Path.of(top).toRealPath().equals(root);
    } catch (IOException e) {
      return false;
    }
  }

  /** What git answers, or nothing when it is absent or refuses. */
  private static Optional<String> git(Path folder, String... arguments)
      throws InterruptedException {
    var command = new ProcessBuilder("git", "-C", folder.toString());
    command.command().addAll(List.of(arguments));
    command.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process git = command.start();
      String answer = new String(git.getInputStream().readAllBytes(), UTF_8).trim();
      return git.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
