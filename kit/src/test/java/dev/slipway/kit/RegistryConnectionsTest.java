package dev.slipway.kit;

import static dev.slipway.kit.PackageWorld.LAKE;
import static dev.slipway.kit.PackageWorld.at;
import static dev.slipway.kit.PackageWorld.member;
import static dev.slipway.kit.PackageWorld.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.ports.driving.registry.ManageRegistryConnections.ConnectCommand;
import dev.slipway.ports.driving.registry.ManageRegistryConnections.Connecting;
import dev.slipway.ports.driving.registry.ManageRegistryConnections.Disconnecting;
import dev.slipway.ports.driving.registry.ManageRegistryConnections.Listing;
import dev.slipway.ports.paging.NewestFirst;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Credentials that a workspace holds for registries. */
class RegistryConnectionsTest {

  private static final Caller.Member ACME = Slipway.operator("acme");
  private static final Caller.Member OTHER = Slipway.operator("other");

  private final PackageWorld world = new PackageWorld();

  static ConnectCommand basic(String registry) {
    return ConnectCommand.of(
        Json.object()
            .put("name", "Registry")
            .put("registry_url", registry)
            .put("type", "basic")
            .put(
                "credentials",
                Json.object().put("username", "robot").put("password", "secret").build())
            .build());
  }

  private RegistryConnection connected(Caller.Member member, String registry) {
    var outcome = world.slipway().registryConnections().connect(member, basic(registry));
    assertThat(outcome).isInstanceOf(Connecting.Created.class);
    return ((Connecting.Created) outcome).connection();
  }

  private List<RegistryConnection> listed(Caller.Member member) {
    var listing = world.slipway().registryConnections().list(member, NewestFirst.top(10));
    assertThat(listing).isInstanceOf(Listing.Connections.class);
    return ((Listing.Connections) listing).part().items();
  }

  @Test
  void a_connection_is_listed_in_its_own_workspace_and_tells_no_secret() {
    var made = connected(ACME, "https://Registry.example.org:443");

    assertThat(listed(ACME)).containsExactly(made);
    assertThat(listed(OTHER)).isEmpty();
    assertThat(made.registryUrl()).isEqualTo("https://Registry.example.org:443");
    assertThat(made.host().authority()).isEqualTo("registry.example.org");
    assertThat(made.toString() + basic("registry.example.org")).doesNotContain("secret");
  }

  @Test
  void a_second_one_to_the_same_registry_is_refused() {
    var made = connected(ACME, "registry.example.org");

    var second =
        world.slipway().registryConnections().connect(ACME, basic("https://REGISTRY.example.org"));

    assertThat(second).isEqualTo(new Connecting.CredentialExists(made.id()));
    connected(OTHER, "registry.example.org");
  }

  @Test
  void what_is_wrong_is_told_at_once_and_never_with_the_secret() {
    var outcome =
        world
            .slipway()
            .registryConnections()
            .connect(
                ACME,
                ConnectCommand.of(
                    Json.object()
                        .put("name", "")
                        .put("registry_url", "registry/path")
                        .put("type", "token")
                        .put("credentials", Json.object().put("token", "se cret").build())
                        .build()));

    assertThat(outcome).isInstanceOf(Connecting.Invalid.class);
    var findings = ((Connecting.Invalid) outcome).findings();
    assertThat(told(findings))
        .containsExactly(
            at("body/name", Reason.INVALID),
            at("body/registry_url", Reason.INVALID),
            at("body/credentials/token", Reason.INVALID));
    assertThat(findings.toString()).doesNotContain("se cret");
  }

  @Test
  void a_connection_is_taken_away_once() {
    var made = connected(ACME, "registry.example.org");
    var connections = world.slipway().registryConnections();

    assertThat(connections.disconnect(OTHER, made.id().value()))
        .isEqualTo(new Disconnecting.NotFound());
    assertThat(connections.disconnect(ACME, made.id().value()))
        .isEqualTo(new Disconnecting.Deleted());
    assertThat(connections.disconnect(ACME, made.id().value()))
        .isEqualTo(new Disconnecting.NotFound());
    assertThat(connections.disconnect(ACME, "no\u0000id")).isEqualTo(new Disconnecting.NotFound());
  }

  @Test
  void its_use_is_noted_to_the_minute() {
    var made = connected(ACME, "registry.example.org");
    var lake = world.imported(ACME, LAKE, "1.0.0");
    world.moveTo(PackageWorld.START.plusSeconds(59));
    world.published(ACME, lake, "2.0.0");
    assertThat(listed(ACME)).containsExactly(made.used(PackageWorld.START));

    world.moveTo(PackageWorld.START.plusSeconds(60));
    world.published(ACME, lake, "3.0.0");

    assertThat(listed(ACME).getFirst().lastUsedAt())
        .isEqualTo(Optional.of(PackageWorld.START.plusSeconds(60)));
  }

  @Test
  void each_act_needs_its_right() {
    var reader = member("acme", "read:registry_connections");
    var packager = member("acme", "write:packages/**");
    var connections = world.slipway().registryConnections();

    assertThat(connections.list(reader, NewestFirst.top(1)))
        .isInstanceOf(Listing.Connections.class);
    assertThat(connections.connect(reader, basic("registry.example.org")))
        .isInstanceOf(Connecting.Forbidden.class);
    assertThat(connections.disconnect(reader, "rcon_1"))
        .isInstanceOf(Disconnecting.Forbidden.class);
    assertThat(connections.list(packager, NewestFirst.top(1)))
        .isInstanceOfSatisfying(
            Listing.Forbidden.class,
            forbidden ->
                assertThat(forbidden.missing().name()).isEqualTo("registry_connections.list"));
  }
}
