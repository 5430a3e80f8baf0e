package dev.slipway.architecturetests;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the house to its rules. */
class TheHouseTest {

  private static final House HOUSE = new House("dev.slipway");

  /** The types by which each adapter is used from outside. */
  private static final List<String> ENTRIES =
      List.of(
          "adaptersinmemory.",
          "adapterspostgres.PostgresStore",
          "adapterspostgres.PostgresSettings",
          "adapterspostgres.ConnectionLoops",
          "adapterspostgres.PostgresMigrations",
          "adapterspostgres.ConfigCipher",
          "adapterspostgres.ConfigKey",
          "adapterspostgres.ConfigReencryption",
          "adaptershttp.",
          "adaptersprocess.",
          "adaptersk8s.KubernetesRuntimes",
          "adaptersk8s.KubernetesSettings",
          "adaptersk8s.FreshTokens",
          "adaptersk8s.RuntimesNotStarted",
          "adaptersjsonschema.NetworkntSchemaChecks");

  /**
   * Where Vert.x and the platform meet: the server's start, which hands the platform on, and the
   * dispatcher, which runs on the bridge's threads.
   */
  private static final Set<String> HANDS = Set.of("HttpServer", "Dispatcher");

  private static JavaClasses house = new ClassFileImporter().importClasses();

  @BeforeAll
  static void read_the_house() {
    house = Rooms.shipped();
  }

  @Test
  void one_class_of_the_domain_knows_a_library_and_no_other_one() {
    HOUSE.one_class_of_the_domain_knows_a_library_and_no_other_one().check(house);
  }

  @Test
  void the_domain_knows_only_itself_and_the_jdk() {
    HOUSE.the_domain_knows_only_itself_and_the_jdk().check(house);
  }

  @Test
  void ports_mention_no_technology() {
    HOUSE.ports_mention_no_technology().check(house);
  }

  @Test
  void use_cases_know_only_ports_and_domain() {
    HOUSE.use_cases_know_only_ports_and_domain().check(house);
  }

  @Test
  void nobody_inside_reads_the_wall_clock_or_makes_an_id() {
    HOUSE.nobody_inside_reads_the_wall_clock_or_makes_an_id().check(house);
  }

  @Test
  void adapters_do_not_know_each_other() {
    HOUSE.adapters_do_not_know_each_other().check(house);
  }

  @Test
  void adapters_know_no_use_case() {
    HOUSE.adapters_know_no_use_case().check(house);
  }

  @Test
  void outsiders_use_an_adapter_only_by_its_entry_types() {
    HOUSE.outsiders_use_an_adapter_only_by_its_entry_types(ENTRIES).check(house);
  }

  @Test
  void futures_stay_inside_the_vertx_adapters() {
    HOUSE.futures_stay_inside_the_vertx_adapters().check(house);
  }

  @Test
  void no_vertx_handler_calls_a_port() {
    HOUSE.no_vertx_handler_calls_a_port(HANDS).check(house);
  }

  @Test
  void whatever_implements_a_sealed_domain_type_is_a_record_or_an_enum() {
    HOUSE.whatever_implements_a_sealed_domain_type_is_a_record_or_an_enum().check(house);
  }

  @Test
  void only_app_knows_dagger() {
    HOUSE.only_app_knows_dagger().check(house);
  }

  @Test
  void no_package_is_called_common() {
    HOUSE.no_package_is_called_common().check(house);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void there_are_no_cycles(String module) {
    HOUSE.there_are_no_cycles(module.replace("-", "")).allowEmptyShould(true).check(house);
  }

  static List<String> modules() {
    return Rooms.MODULES;
  }

  /** A rule about a package that does not exist would hold for ever. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.slipway.domain",
        "dev.slipway.ports.driving",
        "dev.slipway.ports.driven",
        "dev.slipway.usecases",
        "dev.slipway.adaptersinmemory",
        "dev.slipway.adapterspostgres",
        "dev.slipway.adaptershttp",
        "dev.slipway.adaptersprocess",
        "dev.slipway.adaptersk8s",
        "dev.slipway.adaptersjsonschema",
        "dev.slipway.kit",
        "dev.slipway.junit",
        "dev.slipway.app"
      })
  void every_room_that_a_rule_names_exists(String room) {
    var inhabitants =
        house.stream().filter(item -> (item.getPackageName() + ".").startsWith(room + ".")).count();

    assertThat(inhabitants).isPositive();
  }

  /** The technologies that a rule forbids somewhere are used elsewhere, under these names. */
  @ParameterizedTest
  @ValueSource(strings = {"io.vertx", "dagger", "jakarta.inject"})
  void every_technology_that_a_rule_names_is_used(String technology) {
    var users =
        house.stream()
            .flatMap(item -> item.getDirectDependenciesFromSelf().stream())
            .filter(
                dependency -> dependency.getTargetClass().getPackageName().startsWith(technology))
            .count();

    assertThat(users).isPositive();
  }
}
