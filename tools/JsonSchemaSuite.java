import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Brings the official JSON Schema test suite to this machine, once: it is part of the sources of
 * the Python package {@code jsonschema}, which pip fetches and whose digest it checks. Where that
 * cannot be had (no pip, no registry) the build goes on, and the tests that read the suite are left
 * out. The argument is the folder to put it in; nothing happens when that is there.
 */
class JsonSchemaSuite {
  private static final String PACKAGE =
      "jsonschema==4.26.0"
          + " --hash=sha256:0c26707e2efad8aa1bfc5b7ce170f3fccc2e4918ff85989ba9ffa9facb2be326";
  private static final String FOLDER = "jsonschema-4.26.0";

  public static void main(String[] args) throws IOException, InterruptedException {
    Path target = Path.of(args[0]);
    if (Files.isDirectory(target)) {
      return;
    }
    Files.createDirectories(target.getParent());
    Path work = Files.createTempDirectory(target.getParent(), "fetching");
    try {
      Path wanted = Files.writeString(work.resolve("wanted.txt"), PACKAGE + "\n");
      run(
          work,
          "python3",
          "-m",
          "pip",
          "download",
          "--quiet",
          "--disable-pip-version-check",
          "--no-deps",
          "--no-binary",
          "jsonschema",
          "--requirement",
          wanted.toString(),
          "--dest",
          work.toString());
      run(work, "tar", "xzf", FOLDER + ".tar.gz", FOLDER + "/json/tests");
      Files.move(work.resolve(FOLDER + "/json/tests"), target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      System.out.println(
          "The official JSON Schema test suite cannot be had here ("
              + e.getMessage()
              + "): the tests that read it are left out");
    } finally {
      try (Stream<Path> files = Files.walk(work)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(command[0] + " took more than two minutes");
    }
    if (process.exitValue() != 0) {
      throw new IOException(command[0] + " ended with " + process.exitValue());
    }
  }
}
