package dev.slipway.adapterspostgres;

import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.registry.Credentialed;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.registry.RegistryConnections;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;

/** Registry connections, read; their credentials are opened only for who asks for them. */
final class PostgresRegistries implements RegistryConnections {

  private final Database database;
  private final ConfigCipher cipher;

  PostgresRegistries(Database database, ConfigCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  @Override
  public Optional<RegistryConnection> find(OrganizationId organization, RegistryConnectionId id) {
    return database.find(
        "reading registry connection " + id,
        RegistryStatement.CONNECTION,
        Given.of(organization.value(), id.value()),
        ConnectionDocument::read);
  }

  @Override
  public Optional<Credentialed> toRegistry(OrganizationId organization, RegistryHost host) {
    return database.find(
        "reading the connection of organization " + organization + " to registry " + host,
        RegistryStatement.CREDENTIAL,
        Given.of(organization.value(), host.authority()),
        this::credentialed);
  }

  private Credentialed credentialed(Row row) {
    var connection = ConnectionDocument.read(row);
    return new Credentialed(
        connection, StoredCredential.open(connection, row.getString("credential"), cipher));
  }

  @Override
  public Stretch<RegistryConnection> page(OrganizationId organization, NewestFirst part) {
    return Rows.stretch(
        part,
        database.list(
            "reading registry connections of organization " + organization,
            RegistryStatement.CONNECTIONS,
            Given.stretch(part, organization.value()),
            ConnectionDocument::read));
  }

  @Override
  public void noteUse(OrganizationId organization, RegistryConnectionId id, Instant at) {
    database.change(
        "noting the use of registry connection " + id,
        RegistryStatement.NOTE_USE,
        Given.of(organization.value(), id.value(), Given.time(at)));
  }
}
