package dev.slipway.portstck.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.registry.Credentialed;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.registry.RegistryConnections;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.NewestFirst.Place;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Race;
import dev.slipway.portstck.store.StoreContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code RegistryConnections} owes its callers, and {@code Commits} about connections. */
public interface RegistryConnectionsContract extends StoreContract {

  /** The port under test. */
  private RegistryConnections connections() {
    return store().registryConnections();
  }

  private static RegistryHost host(String text) {
    return RegistryHost.parse(text).orElseThrow();
  }

  @Test
  default void a_connection_keeps_every_field_and_its_credential() {
    var basic = Samples.aRegistryConnection("acme", "1", "registry.example.org");
    var bearer =
        new Credentialed(
            new RegistryConnection(
                new RegistryConnectionId("rcon_2"),
                organization("acme"),
                "Ma'n\u0001 😀",
                "GHCR.example.org:443",
                host("ghcr.example.org"),
                RegistryConnection.CredentialType.TOKEN,
                Samples.NOON.plusNanos(1_000),
                Optional.empty()),
            new RegistryCredential.Bearer("a.token/of+some=length"));

    given().registryConnection(basic);
    given().registryConnection(bearer);

    assertThat(connections().toRegistry(organization("acme"), host("registry.example.org")))
        .contains(basic);
    assertThat(connections().toRegistry(organization("acme"), host("GHCR.example.org")))
        .contains(bearer);
    assertThat(connections().find(organization("acme"), basic.connection().id()))
        .contains(basic.connection());
    assertThat(connections().find(organization("acme"), bearer.connection().id()))
        .contains(bearer.connection());
  }

  @Test
  default void another_port_is_another_registry() {
    given().registryConnection(Samples.aRegistryConnection("acme", "1", "registry.example.org"));

    given()
        .registryConnection(Samples.aRegistryConnection("acme", "2", "registry.example.org:5000"));

    assertThat(
            connections()
                .toRegistry(organization("acme"), host("registry.example.org:5000"))
                .orElseThrow()
                .connection()
                .id())
        .isEqualTo(new RegistryConnectionId("rcon_2"));
    assertThat(connections().toRegistry(organization("acme"), host("example.org"))).isEmpty();
  }

  @Test
  default void another_organization_sees_and_removes_nothing() {
    var held = Samples.aRegistryConnection("acme", "1", "registry.example.org");
    given().registryConnection(held);
    var stranger = organization("Acme");

    var removed = commit(new Change.RemoveRegistryConnection(stranger, held.connection().id()));

    assertThat(removed).isInstanceOf(Committed.Stale.class);
    assertThat(connections().toRegistry(stranger, held.connection().host())).isEmpty();
    assertThat(connections().find(stranger, held.connection().id())).isEmpty();
    assertThat(connections().page(stranger, NewestFirst.top(10)).items()).isEmpty();
    assertThat(connections().toRegistry(organization("acme"), held.connection().host()))
        .contains(held);
  }

  @Test
  default void an_organization_has_one_connection_to_a_registry() {
    var first = Samples.aRegistryConnection("acme", "1", "registry.example.org");
    given().registryConnection(first);

    var outcome =
        commit(
            new Change.PutRegistryConnection(
                Samples.aRegistryConnection("acme", "2", "registry.example.org")));

    assertThat(outcome)
        .isEqualTo(new Committed.Stale(new Lost.RegistryConnected(first.connection().id())));
    given().registryConnection(Samples.aRegistryConnection("other", "3", "registry.example.org"));
    assertThat(connections().toRegistry(organization("acme"), first.connection().host()))
        .contains(first);
  }

  @Test
  default void an_id_belongs_to_one_connection_of_an_organization() {
    var first = Samples.aRegistryConnection("acme", "1", "registry.example.org");
    given().registryConnection(first);

    var outcome =
        commit(
            new Change.PutRegistryConnection(
                Samples.aRegistryConnection("acme", "1", "ghcr.example.org")));

    assertThat(outcome).isInstanceOf(Committed.Stale.class);
    assertThat(connections().page(organization("acme"), NewestFirst.top(10)).items())
        .containsExactly(first.connection());
  }

  @Test
  default void of_many_who_connect_to_one_registry_at_once_exactly_one_does() {
    var stores = List.of(store(), harness().reopen());

    var outcomes =
        Race.of(
            8,
            index ->
                stores
                    .get(index % 2)
                    .commits()
                    .commit(
                        Commit.of(
                            new Change.PutRegistryConnection(
                                Samples.aRegistryConnection(
                                    "acme", "r" + index, "registry.example.org")))));

    assertThat(outcomes).filteredOn(Committed.Done.class::isInstance).hasSize(1);
    var winner = connections().page(organization("acme"), NewestFirst.top(10)).items().getFirst();
    assertThat(outcomes)
        .filteredOn(Committed.Stale.class::isInstance)
        .hasSize(7)
        .containsOnly(new Committed.Stale(new Lost.RegistryConnected(winner.id())));
  }

  @Test
  default void a_removed_connection_is_gone_and_may_be_made_again() {
    var held = Samples.aRegistryConnection("acme", "1", "registry.example.org");
    given().registryConnection(held);

    given()
        .committed(
            new Change.RemoveRegistryConnection(organization("acme"), held.connection().id()));

    assertThat(connections().find(organization("acme"), held.connection().id())).isEmpty();
    assertThat(connections().toRegistry(organization("acme"), held.connection().host())).isEmpty();
    assertThat(connections().page(organization("acme"), NewestFirst.top(10)).items()).isEmpty();
    assertThat(
            commit(
                new Change.RemoveRegistryConnection(organization("acme"), held.connection().id())))
        .isInstanceOf(Committed.Stale.class);
    given().registryConnection(Samples.aRegistryConnection("acme", "2", "registry.example.org"));
  }

  @Test
  default void connections_come_newest_first_in_parts_of_every_size() {
    for (int i = 0; i < 5; i++) {
      var sample = Samples.aRegistryConnection("acme", "r" + i, "r" + i + ".example.org");
      var connection = sample.connection();
      given()
          .registryConnection(
              new Credentialed(
                  new RegistryConnection(
                      connection.id(),
                      connection.organization(),
                      connection.name(),
                      connection.registryUrl(),
                      connection.host(),
                      connection.type(),
                      Samples.NOON.plusSeconds(i / 2),
                      Optional.empty()),
                  sample.credential()));
    }

    for (int limit = 1; limit <= 6; limit++) {
      var all = new ArrayList<String>();
      var part = connections().page(organization("acme"), NewestFirst.top(limit));
      part.items().forEach(item -> all.add(item.id().value()));
      while (part.more()) {
        var last = part.items().getLast();
        part =
            connections()
                .page(
                    organization("acme"),
                    NewestFirst.behind(limit, new Place(last.createdAt(), last.id().value())));
        part.items().forEach(item -> all.add(item.id().value()));
      }
      assertThat(all)
          .as("by " + limit)
          .containsExactly("rcon_r4", "rcon_r3", "rcon_r2", "rcon_r1", "rcon_r0");
    }
  }

  @Test
  default void the_last_use_is_noted_and_an_older_one_never_replaces_it() {
    var held = Samples.aRegistryConnection("acme", "1", "registry.example.org");
    given().registryConnection(held);
    var id = held.connection().id();
    var at = Samples.NOON.plusSeconds(7);

    connections().noteUse(organization("acme"), id, at);
    connections().noteUse(organization("acme"), id, at.minusSeconds(1));
    connections().noteUse(organization("other"), id, at.plusSeconds(1));
    connections().noteUse(organization("acme"), new RegistryConnectionId("rcon_none"), at);

    assertThat(connections().find(organization("acme"), id)).contains(held.connection().used(at));
    assertThat(connections().page(organization("acme"), NewestFirst.top(10)).items())
        .containsExactly(held.connection().used(at));
    assertThat(connections().toRegistry(organization("acme"), held.connection().host()))
        .contains(new Credentialed(held.connection().used(at), held.credential()));
  }
}
