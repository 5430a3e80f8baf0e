package dev.slipway.adapterspostgres;

import dev.slipway.adapterspostgres.ConfigCipher.Opened;
import dev.slipway.adapterspostgres.ConfigCipher.Place;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.artifact.RegistryCredential.Anonymous;
import dev.slipway.domain.artifact.RegistryCredential.Basic;
import dev.slipway.domain.artifact.RegistryCredential.Bearer;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.registry.Credentialed;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.ports.driven.registry.RegistryConnections.CredentialUnreadable;

/**
 * The credential of a registry connection as it is stored. What seals it names the registry beside
 * the row, so that nobody who may write into the database can have it sent to another one.
 */
final class StoredCredential {

  private static final String COLUMN = "registry_connections.credential";

  private StoredCredential() {}

  static String seal(Credentialed held, ConfigCipher cipher) {
    return cipher.seal(place(held.connection()), write(held.credential()));
  }

  /**
   * What was sealed.
   *
   * @throws CredentialUnreadable when it cannot be read
   */
  static RegistryCredential open(
      RegistryConnection connection, String stored, ConfigCipher cipher) {
    return switch (cipher.open(place(connection), stored)) {
      case Opened.Text(var text) -> read(connection, text);
      case Opened.Refused(var reason) ->
          throw new CredentialUnreadable(
              "The credential of registry connection "
                  + connection.id()
                  + " cannot be read: "
                  + reason);
    };
  }

  /** As it would be stored now; the same when it is, or why it cannot be read. */
  static Parsed<String> reseal(RegistryConnection connection, String stored, ConfigCipher cipher) {
    return switch (cipher.open(place(connection), stored)) {
      case Opened.Text(var text) ->
          Parsed.valid(cipher.isCurrent(stored) ? stored : cipher.seal(place(connection), text));
      case Opened.Refused(var reason) -> Parsed.invalid(reason);
    };
  }

  private static Place place(RegistryConnection connection) {
    return Place.of(
        COLUMN,
        connection.organization().value(),
        connection.id().value(),
        connection.host().authority());
  }

  private static String write(RegistryCredential credential) {
    var document = Fields.document();
    switch (credential) {
      case Anonymous nothing -> document.put("kind", Kind.NOTHING.word);
      case Basic(var username, var password) ->
          document
              .put("kind", Kind.PASSWORD.word)
              .put("username", username)
              .put("password", password);
      case Bearer(var token) -> document.put("kind", Kind.TOKEN.word).put("token", token);
    }
    return document.build().toText();
  }

  private static RegistryCredential read(RegistryConnection connection, String text) {
    var fields = Fields.of("the credential of registry connection " + connection.id(), text);
    return switch (fields.oneOf("kind", Kind.values(), kind -> kind.word)) {
      case NOTHING -> RegistryCredential.anonymous();
      case PASSWORD -> new Basic(fields.text("username"), fields.text("password"));
      case TOKEN -> new Bearer(fields.text("token"));
    };
  }

  /** What a credential is made of. */
  private enum Kind {
    NOTHING("nothing"),
    PASSWORD("password"),
    TOKEN("token");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }
}
