import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fails when a class with tests left no report: Surefire passes over what its patterns or engines
 * do not see, and says nothing. Run at the end of {@code mvn verify}; the argument is the root of
 * the sources.
 *
 * <p>A class has tests when it is not abstract, and it or what it extends and implements (a
 * contract of ports-tck, say) declares a method or field with one of {@link #MARKS}. Its report is
 * a {@code testcase} of that class name in a file that is no older than the class. A class that is
 * only material for tests of a test engine says so by {@code @Tag("fixture")}; Surefire leaves it
 * out.
 */
class TestsRan {
  private static final Set<String> MARKS =
      Set.of(
          "Lorg/junit/jupiter/api/Test;",
          "Lorg/junit/jupiter/api/RepeatedTest;",
          "Lorg/junit/jupiter/api/TestFactory;",
          "Lorg/junit/jupiter/api/TestTemplate;",
          "Lorg/junit/jupiter/params/ParameterizedTest;",
          "Lnet/jqwik/api/Property;",
          "Lnet/jqwik/api/Example;",
          "Lcom/tngtech/archunit/junit/ArchTest;");
  private static final String TAG = "Lorg/junit/jupiter/api/Tag;";
  private static final Pattern CLASS_NAME =
      Pattern.compile("<testcase [^>]*?classname=\"([^\"]+)\"");

  private record Compiled(Path file, ClassModel model) {}

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    Map<String, Compiled> known = new HashMap<>();
    Map<String, Path> tests = new HashMap<>();
    List<Path> modules;
    try (Stream<Path> folders = Files.list(root)) {
      modules = folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList();
    }
    for (Path module : modules) {
      read(module.resolve("target/classes"), known);
      read(module.resolve("target/test-classes"), known).forEach(name -> tests.put(name, module));
    }

    Map<Path, Map<String, Long>> reports = new HashMap<>();
    for (Path module : modules) {
      reports.put(module, reports(module.resolve("target/surefire-reports")));
    }
    Set<String> silent = new TreeSet<>();
    int ran = 0;
    for (Map.Entry<String, Path> test : tests.entrySet()) {
      Compiled compiled = known.get(test.getKey());
      if (!isRunnable(compiled.model()) || !hasTests(test.getKey(), known, new HashSet<>())) {
        continue;
      }
      ran++;
      Long reported = reports.get(test.getValue()).get(test.getKey().replace('/', '.'));
      if (reported == null || reported < Files.getLastModifiedTime(compiled.file()).toMillis()) {
        silent.add(test.getValue().getFileName() + ": " + test.getKey().replace('/', '.'));
      }
    }
    if (!silent.isEmpty()) {
      System.err.println(
          "These test classes left no report. They did not run, or (a class with tests of two"
              + " engines) one engine's report was written over the other's: give each engine its"
              + " own class (material for tests of an engine is tagged \"fixture\"):");
      silent.forEach(name -> System.err.println("  " + name));
      System.exit(1);
    }
    System.out.println("All " + ran + " test classes ran.");
  }

  private static List<String> read(Path folder, Map<String, Compiled> into) throws IOException {
    List<String> names = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return names;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
        ClassModel model = ClassFile.of().parse(file);
        String name = model.thisClass().asInternalName();
        into.put(name, new Compiled(file, model));
        names.add(name);
      }
    }
    return names;
  }

  private static boolean isRunnable(ClassModel model) {
    return !model.flags().has(AccessFlag.ABSTRACT)
        && !model.flags().has(AccessFlag.INTERFACE)
        && annotations(model).noneMatch(TestsRan::isFixture);
  }

  private static boolean isFixture(Annotation mark) {
    return mark.className().equalsString(TAG)
        && mark.elements().stream()
            .anyMatch(
                element ->
                    element.value() instanceof AnnotationValue.OfString text
                        && text.stringValue().equals("fixture"));
  }

  private static boolean hasTests(String name, Map<String, Compiled> known, Set<String> seen) {
    Compiled compiled = known.get(name);
    if (compiled == null || !seen.add(name)) {
      return false;
    }
    ClassModel model = compiled.model();
    return Stream.concat(model.methods().stream(), model.fields().stream())
            .anyMatch(TestsRan::isMarked)
        || Stream.concat(model.superclass().stream(), model.interfaces().stream())
            .anyMatch(parent -> hasTests(parent.asInternalName(), known, seen));
  }

  private static boolean isMarked(AttributedElement member) {
    return annotations(member).anyMatch(mark -> MARKS.contains(mark.className().stringValue()));
  }

  private static Stream<Annotation> annotations(AttributedElement of) {
    return of.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
        .flatMap(found -> found.annotations().stream());
  }

  /** Class name to the time of the newest report that has a test case of it. */
  private static Map<String, Long> reports(Path folder) throws IOException {
    Map<String, Long> found = new HashMap<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(".xml"))
          .forEach(
              file -> {
                try {
                  long written = Files.getLastModifiedTime(file).toMillis();
                  String suite = file.getFileName().toString().replaceAll("^TEST-|\\.xml$", "");
                  Matcher names = CLASS_NAME.matcher(Files.readString(file));
                  while (names.find()) {
                    // ArchUnit's engine reports its classes by their simple names.
                    boolean simple = suite.endsWith("." + names.group(1));
                    found.merge(simple ? suite : names.group(1), written, Math::max);
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(file + " cannot be read", e);
                }
              });
    }
    return found;
  }
}
