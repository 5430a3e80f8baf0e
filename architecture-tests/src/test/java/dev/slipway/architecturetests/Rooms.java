package dev.slipway.architecturetests;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the modules of the house are on this machine, and the classes in them. */
final class Rooms {

  /** The modules, whose folder without dashes is their package. */
  static final List<String> MODULES =
      List.of(
          "domain",
          "ports",
          "ports-tck",
          "usecases",
          "adapters-inmemory",
          "adapters-postgres",
          "adapters-http",
          "adapters-process",
          "adapters-k8s",
          "adapters-jsonschema",
          "kit",
          "junit",
          "app");

  private Rooms() {}

  /** The root of the sources. */
  static Path root() {
    var here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("architecture-tests")) ? here : here.resolve("..").normalize();
  }

  /** What a module's folder is called as a package. */
  static String packageOf(String module) {
    return "dev.slipway." + module.replace("-", "");
  }

  /** Every class that is shipped. */
  static JavaClasses shipped() {
    return new ClassFileImporter()
        .importPaths(
            MODULES.stream()
                .map(module -> root().resolve(module).resolve("target/classes"))
                .toList());
  }

  /** The shipped classes and tests of one module. */
  static JavaClasses withTests(String module) {
    return new ClassFileImporter()
        .importPaths(
            Stream.of("target/classes", "target/test-classes")
                .map(folder -> root().resolve(module).resolve(folder))
                .filter(Files::exists)
                .toList());
  }

  /** Every Java source of the house. */
  static List<Path> sources() {
    return Stream.concat(MODULES.stream(), Stream.of("benchmarks", "architecture-tests"))
        .map(module -> root().resolve(module).resolve("src"))
        .filter(Files::exists)
        .flatMap(Rooms::javaFiles)
        .toList();
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading the sources in " + folder, e);
    }
  }
}
