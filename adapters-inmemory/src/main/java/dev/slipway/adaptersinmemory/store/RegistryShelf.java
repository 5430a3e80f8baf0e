package dev.slipway.adaptersinmemory.store;

import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.registry.Credentialed;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Credentials for registries. */
final class RegistryShelf {

  private record Place(OrganizationId organization, RegistryHost host) {}

  private record Key(OrganizationId organization, RegistryConnectionId id) {
    static Key of(RegistryConnection connection) {
      return new Key(connection.organization(), connection.id());
    }
  }

  private final Map<Key, Credentialed> connections = new HashMap<>();
  private final Map<Place, RegistryConnectionId> hosts = new HashMap<>();
  private final Map<OrganizationId, Newest<RegistryConnection>> newest = new HashMap<>();

  void put(Credentialed next) {
    var connection = next.connection();
    connections.put(Key.of(connection), next);
    hosts.put(new Place(connection.organization(), connection.host()), connection.id());
    newest
        .computeIfAbsent(connection.organization(), owner -> new Newest<>())
        .put(connection.createdAt(), connection.id().value(), connection);
  }

  void remove(OrganizationId organization, RegistryConnectionId id) {
    find(organization, id)
        .ifPresent(
            connection -> {
              connections.remove(new Key(organization, id));
              hosts.remove(new Place(organization, connection.host()));
              Optional.ofNullable(newest.get(organization))
                  .ifPresent(all -> all.remove(connection.createdAt(), id.value()));
            });
  }

  void noteUse(OrganizationId organization, RegistryConnectionId id, Instant at) {
    owned(organization, id)
        .filter(held -> held.connection().lastUsedAt().map(last -> last.isBefore(at)).orElse(true))
        .ifPresent(held -> put(new Credentialed(held.connection().used(at), held.credential())));
  }

  Optional<RegistryConnection> find(OrganizationId organization, RegistryConnectionId id) {
    return owned(organization, id).map(Credentialed::connection);
  }

  Optional<Credentialed> toRegistry(OrganizationId organization, RegistryHost host) {
    return Optional.ofNullable(hosts.get(new Place(organization, host)))
        .flatMap(id -> owned(organization, id));
  }

  Stretch<RegistryConnection> page(OrganizationId organization, NewestFirst part) {
    return Optional.ofNullable(newest.get(organization))
        .map(all -> all.cut(part))
        .orElseGet(() -> new Stretch<>(List.of(), false));
  }

  private Optional<Credentialed> owned(OrganizationId organization, RegistryConnectionId id) {
    return Optional.ofNullable(connections.get(new Key(organization, id)));
  }
}
