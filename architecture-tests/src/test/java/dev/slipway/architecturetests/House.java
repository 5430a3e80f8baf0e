package dev.slipway.architecturetests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of a house whose rooms are packages under one root. The same rules are read to our
 * house and to one that breaks them all.
 *
 * @param root the root package, such as {@code dev.slipway}
 */
record House(String root) {

  private static final String[] PURE_JDK = {
    "java.lang..",
    "java.util",
    "java.util.function..",
    "java.util.stream..",
    "java.util.regex..",
    "java.util.concurrent..",
    "java.time..",
    "java.math..",
    "java.nio.charset..",
    "java.security..",
    "java.io..",
    "org.jspecify..",
  };

  private static final String KNOWS_SEMVER4J = ".domain.version.Semver4jComparison";

  private static final Set<String> CLOCKS_AND_DICE =
      Set.of(
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.InstantSource.system",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.Random.<init>",
          "java.security.SecureRandom.<init>",
          "java.util.concurrent.ThreadLocalRandom.current");

  private String in(String room) {
    return root + "." + room + "..";
  }

  private String[] in(String[] rooms, String... others) {
    return Stream.concat(Arrays.stream(rooms).map(this::in), Arrays.stream(others))
        .toArray(String[]::new);
  }

  private static String[] rooms(String... names) {
    return names;
  }

  ArchRule the_domain_knows_only_itself_and_the_jdk() {
    return classes()
        .that()
        .resideInAPackage(in("domain"))
        .and()
        .doNotHaveFullyQualifiedName(root + KNOWS_SEMVER4J)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(in(rooms("domain"), PURE_JDK))
        .as("The domain knows only itself and the JDK.")
        .because("a transition must be testable with no clock, no socket and no framework (ADR 2)");
  }

  ArchRule one_class_of_the_domain_knows_a_library_and_no_other_one() {
    return classes()
        .that()
        .haveFullyQualifiedName(root + KNOWS_SEMVER4J)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(in(rooms("domain"), withSemver4j()))
        .as("One class of the domain knows semver4j, and no other library.")
        .because("what a library makes of a range must not leak into what we mean (ADR 2)");
  }

  private static String[] withSemver4j() {
    return Stream.concat(Arrays.stream(PURE_JDK), Stream.of("org.semver4j.."))
        .toArray(String[]::new);
  }

  ArchRule ports_mention_no_technology() {
    return classes()
        .that()
        .resideInAPackage(in("ports"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            in(
                rooms("ports", "domain"),
                "java.lang..",
                "java.util..",
                "java.time..",
                "java.nio.file..",
                "org.jspecify.."))
        .as("Ports mention no technology.")
        .because("whoever writes another adapter must not have to learn the first one's (ADR 2)");
  }

  ArchRule use_cases_know_only_ports_and_domain() {
    return classes()
        .that()
        .resideInAPackage(in("usecases"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            in(
                rooms("usecases", "ports", "domain"),
                "java..",
                "javax.crypto..",
                "jakarta.inject..",
                "org.jspecify.."))
        .as("Use cases know only ports and the domain.")
        .because(
            "how an offer is kept must not depend on where things are stored or shown (ADR 2)");
  }

  ArchRule nobody_inside_reads_the_wall_clock_or_makes_an_id() {
    return noClasses()
        .that()
        .resideInAnyPackage(in("domain"), in("ports"), in("usecases"))
        .should()
        .accessTargetWhere(
            describe(
                "reads the wall clock or throws dice",
                access -> CLOCKS_AND_DICE.contains(name(access.getTarget()))))
        .as("Nobody in the domain, the ports or the use cases reads the wall clock or makes an id.")
        .because("time, ids and chance are ports, so that a test can say what they are");
  }

  private static String name(AccessTarget target) {
    return target.getOwner().getFullName() + "." + target.getName();
  }

  ArchRule adapters_do_not_know_each_other() {
    return slices()
        .matching(root + ".adapters(*)..")
        .should()
        .notDependOnEachOther()
        .as("Adapters do not know each other.")
        .because("each must be replaceable alone (ADR 2)");
  }

  ArchRule adapters_know_no_use_case() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".adapters*..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(in("usecases"), in("kit"), in("app"), in("junit"))
        .as("Adapters know ports, not use cases.")
        .because("an adapter serves whoever keeps the offer");
  }

  ArchRule outsiders_use_an_adapter_only_by_its_entry_types(List<String> entries) {
    var allowed = entries.stream().map(name -> root + "." + name).toList();
    return classes()
        .that()
        .resideInAnyPackage(in("kit"), in("junit"), in("app"))
        .should(
            new ArchCondition<JavaClass>("use adapters only by " + allowed) {
              @Override
              public void check(JavaClass item, ConditionEvents events) {
                item.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(root + ".adapters"))
                    .filter(target -> allowed.stream().noneMatch(target.getName()::startsWith))
                    .distinct()
                    .forEach(
                        target ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    item,
                                    item.getName()
                                        + " uses the inside of an adapter: "
                                        + target.getName())));
              }
            })
        .as("Outsiders use an adapter only by its entry types.")
        .because("all else in an adapter may change with its technology");
  }

  ArchRule futures_stay_inside_the_vertx_adapters() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(in("adaptershttp"), in("adapterspostgres"), in("app"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..")
        .as(
            "Vert.x is known to adapters-http, adapters-postgres and app's start-up, and nobody"
                + " else.")
        .because("ports block; virtual threads carry them (ADR 3)");
  }

  ArchRule no_vertx_handler_calls_a_port(Set<String> hands) {
    return noClasses()
        .that()
        .resideInAPackage(in("adaptershttp"))
        .and(are(touchingVertx()))
        .and(describe("not " + hands, one -> !hands.contains(one.getSimpleName())))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(in("ports.driving"))
        .as("No Vert.x handler calls a port; endpoints do, behind the bridge.")
        .because("a port blocks, and an event loop must not (design: the way through)");
  }

  private static DescribedPredicate<JavaClass> touchingVertx() {
    return describe(
        "touching Vert.x",
        item ->
            item.getDirectDependenciesFromSelf().stream()
                .anyMatch(
                    dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("io.vertx")));
  }

  ArchRule whatever_implements_a_sealed_domain_type_is_a_record_or_an_enum() {
    return classes()
        .that()
        .resideInAPackage(in("domain"))
        .and(
            describe(
                "implement a sealed type",
                item ->
                    !item.isInterface()
                        && item.getAllRawInterfaces().stream()
                            .anyMatch(
                                type ->
                                    type.getPackageName().startsWith(root)
                                        && type.reflect().isSealed())))
        .should()
        .beRecords()
        .orShould()
        .beEnums()
        .as("Everything implementing a sealed domain type is a record or an enum.")
        .because("states and outcomes are values (style: states and transitions)");
  }

  ArchRule only_app_knows_dagger() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("app"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dagger..")
        .as("Only app knows Dagger.")
        .because("an embedder must not get our wiring (ADR 2)");
  }

  ArchRule there_are_no_cycles(String module) {
    return slices()
        .matching(root + "." + module + ".(*)..")
        .should()
        .beFreeOfCycles()
        .as("There are no cycles between the packages of " + module + ".")
        .because("a newcomer must be able to read one room at a time");
  }

  ArchRule no_package_is_called_common() {
    return noClasses()
        .should()
        .resideInAnyPackage("..common..", "..util..", "..utils..", "..impl..", "..helper..")
        .as("No package is called common, util, impl or helper.")
        .because("a package is named after a concept, so that a rule has one place");
  }
}
