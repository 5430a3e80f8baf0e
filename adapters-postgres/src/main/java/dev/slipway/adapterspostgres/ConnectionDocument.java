package dev.slipway.adapterspostgres;

import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.registry.RegistryConnection.CredentialType;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.domain.tenancy.OrganizationId;
import io.vertx.sqlclient.Row;
import java.util.stream.Stream;

/** Everything of a registry connection that has no column of its own; nothing secret. */
final class ConnectionDocument {

  private ConnectionDocument() {}

  static String write(RegistryConnection connection) {
    return Fields.document()
        .put("name", connection.name())
        .put("url", connection.registryUrl())
        .build()
        .toText();
  }

  static RegistryConnection read(Row row) {
    var id = new RegistryConnectionId(row.getString("id"));
    var what = "registry connection " + id;
    var fields = Fields.of(what, row.getString("document"));
    return new RegistryConnection(
        id,
        new OrganizationId(row.getString("organization")),
        fields.text("name"),
        fields.text("url"),
        new RegistryHost(row.getString("host")),
        type(what, row.getString("type")),
        Rows.time(row, "created_at"),
        Rows.timeIfAny(row, "last_used_at"));
  }

  private static CredentialType type(String what, String word) {
    return Stream.of(CredentialType.values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new UnreadableDocument(what, "its type is no word that this release knows"));
  }
}
