package dev.slipway.architecturetests;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every driven port has a contract, and every adapter of it runs that contract. */
class TheContractsTest {

  private static final String DRIVEN = "dev.slipway.ports.driven";

  /** Contracts that speak of several ports, or of one under the topic's name. */
  private static final Map<String, String> CONTRACT_OF =
      Map.of(
          "Organizations", "TenancyContract",
          "ApiTokens", "TenancyContract",
          "RuntimeVersions", "RuntimeVersionsContract");

  /** Ports without behaviour of their own, or whose behaviour has no contract to break. */
  private static final Set<String> WITHOUT =
      Set.of(
          "Store", // the ports of one store, each with its own contract
          "Ids", // fresh values; its adapters have tests of their own
          "Wheels"); // fetching from others' servers: tested against hostile servers

  /** Judges nothing, and says so: there is no contract that it could keep. */
  private static final String TRUSTING = "TrustingSchemaChecks";

  private static final Set<String> PORTS = ports();

  @Test
  void every_driven_port_has_a_contract() {
    var contracts =
        Rooms.withTests("ports-tck").stream()
            .map(JavaClass::getSimpleName)
            .filter(name -> name.endsWith("Contract"))
            .collect(Collectors.toSet());

    var needed = PORTS.stream().map(TheContractsTest::contractOf).collect(Collectors.toSet());

    assertThat(contracts).containsAll(needed);
  }

  @ParameterizedTest
  @MethodSource("adapters")
  void every_adapter_runs_the_contracts_of_its_ports(String module) {
    var classes = Rooms.withTests(module);
    var implemented =
        classes.stream()
            .filter(item -> !item.isInterface() && !inTests(item))
            .filter(item -> !item.getSimpleName().equals(TRUSTING))
            .flatMap(item -> item.getAllRawInterfaces().stream())
            .filter(type -> PORTS.contains(type.getSimpleName()))
            .filter(type -> type.getPackageName().startsWith(DRIVEN))
            .map(JavaClass::getSimpleName)
            .map(TheContractsTest::contractOf)
            .collect(Collectors.toSet());

    var run =
        classes.stream()
            .filter(item -> !item.isInterface() && inTests(item))
            .flatMap(item -> item.getAllRawInterfaces().stream())
            .map(JavaClass::getSimpleName)
            .filter(name -> name.endsWith("Contract"))
            .collect(Collectors.toSet());

    assertThat(run).containsAll(implemented);
  }

  static List<String> adapters() {
    return List.of(
        "adapters-inmemory",
        "adapters-postgres",
        "adapters-http",
        "adapters-process",
        "adapters-k8s",
        "adapters-jsonschema");
  }

  private static boolean inTests(JavaClass item) {
    return item.getSource()
        .map(source -> source.getUri().toString().contains("test-classes"))
        .orElse(false);
  }

  private static Set<String> ports() {
    return Rooms.withTests("ports").stream()
        .filter(item -> item.getPackageName().startsWith(DRIVEN))
        .filter(item -> item.isInterface() && item.isTopLevelClass())
        .filter(item -> !item.reflect().isSealed() && !item.getSimpleName().equals("package-info"))
        .map(JavaClass::getSimpleName)
        .filter(name -> !WITHOUT.contains(name))
        .collect(Collectors.toSet());
  }

  private static String contractOf(String port) {
    return CONTRACT_OF.getOrDefault(port, port + "Contract");
  }
}
