import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks every Java file below the working directory with google-java-format, or rewrites it with
 * {@code --fix}. Run by {@code ./format} and by the build, both under the JDK of the toolchain: the
 * formatter parses with the JVM that it runs on.
 */
class Format {
  private static final List<String> SKIPPED = List.of("target", ".git", "node_modules");

  public static void main(String[] args) throws IOException {
    boolean fix = List.of(args).contains("--fix");
    List<String> unformatted =
        javaFiles().parallelStream()
            .filter(file -> !isFormatted(file, fix))
            .map(Path::toString)
            .sorted()
            .toList();
    if (fix) {
      unformatted.forEach(file -> System.out.println("formatted " + file));
    } else if (!unformatted.isEmpty()) {
      System.err.println("Not formatted, run ./format:");
      unformatted.forEach(file -> System.err.println("  " + file));
      System.exit(1);
    }
  }

  private static List<Path> javaFiles() throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        Path.of(""),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static boolean isFormatted(Path file, boolean fix) {
    try {
      String source = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(source);
      boolean same = formatted.equals(source);
      if (!same && fix) {
        Files.writeString(file, formatted);
      }
      return same;
    } catch (FormatterException | IOException e) {
      throw new IllegalStateException(file + " cannot be formatted: " + e.getMessage(), e);
    }
  }
}
