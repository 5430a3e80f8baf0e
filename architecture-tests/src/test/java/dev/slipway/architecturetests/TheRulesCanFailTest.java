package dev.slipway.architecturetests;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Reads the rules to a house in which every one is broken: a rule that cannot fail says nothing.
 */
class TheRulesCanFailTest {

  private static final String ROOT = "dev.slipway.architecturetests.fixture";
  private static final House BROKEN = new House(ROOT);
  private static final JavaClasses HOUSE = new ClassFileImporter().importPackages(ROOT);

  @Test
  void a_domain_that_opens_a_socket_is_seen() {
    assertThat(broken(BROKEN.the_domain_knows_only_itself_and_the_jdk()))
        .contains("OpensASocket")
        .doesNotContain("ReadsTheClock");
  }

  @Test
  void a_class_that_may_know_one_library_and_knows_another_is_seen() {
    assertThat(broken(BROKEN.one_class_of_the_domain_knows_a_library_and_no_other_one()))
        .contains("Semver4jComparison");
  }

  @Test
  void a_port_that_speaks_of_futures_is_seen() {
    assertThat(broken(BROKEN.ports_mention_no_technology())).contains("SpeaksVertx");
  }

  @Test
  void a_use_case_that_knows_an_adapter_is_seen() {
    assertThat(broken(BROKEN.use_cases_know_only_ports_and_domain())).contains("KnowsAnAdapter");
  }

  @Test
  void a_domain_that_reads_the_clock_is_seen() {
    assertThat(broken(BROKEN.nobody_inside_reads_the_wall_clock_or_makes_an_id()))
        .contains("ReadsTheClock")
        .doesNotContain("OpensASocket");
  }

  @Test
  void an_adapter_that_knows_another_is_seen() {
    assertThat(broken(BROKEN.adapters_do_not_know_each_other())).contains("KnowsTheOther");
  }

  @Test
  void an_adapter_that_knows_a_use_case_is_seen() {
    assertThat(broken(BROKEN.adapters_know_no_use_case())).contains("KnowsTheOther");
  }

  @Test
  void whoever_uses_the_inside_of_an_adapter_is_seen() {
    assertThat(
            broken(
                BROKEN.outsiders_use_an_adapter_only_by_its_entry_types(
                    List.of("adaptersone.Entry"))))
        .contains("UsesTheInside");
  }

  @Test
  void whoever_knows_vertx_outside_its_adapters_is_seen() {
    assertThat(broken(BROKEN.futures_stay_inside_the_vertx_adapters()))
        .contains("SpeaksVertx")
        .doesNotContain("HandlerCallsAPort");
  }

  @Test
  void a_handler_that_calls_a_port_is_seen() {
    assertThat(broken(BROKEN.no_vertx_handler_calls_a_port(Set.of("HttpServer"))))
        .contains("HandlerCallsAPort");
  }

  @Test
  void a_state_that_is_a_class_is_seen() {
    assertThat(broken(BROKEN.whatever_implements_a_sealed_domain_type_is_a_record_or_an_enum()))
        .contains("Mutable")
        .doesNotContain("Good");
  }

  @Test
  void whoever_knows_dagger_is_seen() {
    assertThat(broken(BROKEN.only_app_knows_dagger())).contains("UsesTheInside");
  }

  @Test
  void a_cycle_is_seen() {
    assertThat(broken(BROKEN.there_are_no_cycles("domain"))).contains("here").contains("there");
  }

  @Test
  void a_package_called_common_is_seen() {
    assertThat(broken(BROKEN.no_package_is_called_common())).contains("Whatever");
  }

  private static String broken(ArchRule rule) {
    var result = rule.evaluate(HOUSE);
    return String.join("\n", result.getFailureReport().getDetails());
  }
}
