package dev.slipway.domain.registry;

import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.form.ClosedForm;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.registry.RegistryConnection.CredentialType;
import java.util.List;
import java.util.Optional;

/**
 * A registry connection that somebody wants to make, well formed. Texts of it hold no secret.
 *
 * @param name what people call it
 * @param registryUrl the registry as it was written
 * @param host the registry that is meant
 * @param type how it proves itself
 * @param credential with what
 */
public record ConnectionDraft(
    String name,
    String registryUrl,
    RegistryHost host,
    CredentialType type,
    RegistryCredential credential) {

  private static final int MAX_URL = 2_048;
  private static final int MAX_USERNAME = 200;
  private static final int MAX_PASSWORD = 500;
  private static final int MAX_TOKEN = 2_000;
  private static final int MAX_WORD = 20;

  /** Reads it from a request's body. */
  public static Read<ConnectionDraft> read(Json body) {
    return ClosedForm.read(body, List.of("body"), ConnectionDraft::read);
  }

  private static Optional<ConnectionDraft> read(ClosedForm form) {
    var name = form.requiredText("name", 1, RegistryConnection.MAX_NAME);
    var url = form.requiredText("registry_url", 1, MAX_URL);
    var host = form.parsed("registry_url", url, Reason.INVALID, RegistryHost::parseUrl);
    var type =
        form.parsed(
            "type", form.requiredText("type", 1, MAX_WORD), Reason.INVALID, ConnectionDraft::type);
    var inner = form.requiredForm("credentials");
    var credential =
        type.isPresent()
            ? inner.flatMap(fields -> credential(type.get(), fields))
            : Optional.<RegistryCredential>empty();
    return name.isPresent()
            && url.isPresent()
            && host.isPresent()
            && type.isPresent()
            && credential.isPresent()
        ? Optional.of(
            new ConnectionDraft(name.get(), url.get(), host.get(), type.get(), credential.get()))
        : Optional.empty();
  }

  private static Parsed<CredentialType> type(String word) {
    return switch (word) {
      case "basic" -> Parsed.valid(CredentialType.BASIC);
      case "token" -> Parsed.valid(CredentialType.TOKEN);
      case "oauth" ->
          Parsed.invalid("oauth is not offered; use basic, or token with a token of the registry");
      default -> Parsed.invalid("Must be basic or token");
    };
  }

  private static Optional<RegistryCredential> credential(CredentialType type, ClosedForm form) {
    var credential =
        switch (type) {
          case BASIC -> {
            var username =
                form.parsed(
                    "username",
                    form.requiredText("username", 1, MAX_USERNAME),
                    Reason.INVALID,
                    ConnectionDraft::username);
            var password =
                form.parsed(
                    "password",
                    form.requiredText("password", 1, MAX_PASSWORD),
                    Reason.INVALID,
                    ConnectionDraft::headerText);
            yield username.flatMap(
                user ->
                    password.map(
                        secret -> (RegistryCredential) new RegistryCredential.Basic(user, secret)));
          }
          case TOKEN ->
              form.parsed(
                      "token",
                      form.requiredText("token", 1, MAX_TOKEN),
                      Reason.INVALID,
                      ConnectionDraft::bearer)
                  .map(secret -> (RegistryCredential) new RegistryCredential.Bearer(secret));
        };
    form.close();
    return credential;
  }

  private static Parsed<String> username(String text) {
    return text.indexOf(':') >= 0
        ? Parsed.invalid("Must not hold a colon, which would end it on the way")
        : headerText(text);
  }

  /** Basic authentication carries anything but control characters (RFC 7617). */
  private static Parsed<String> headerText(String text) {
    return text.chars().anyMatch(c -> c < ' ' || c == 0x7f)
        ? Parsed.invalid("Must not hold control characters")
        : Parsed.valid(text);
  }

  /** A token is sent as it is, in a header. */
  private static Parsed<String> bearer(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f)
        ? Parsed.valid(text)
        : Parsed.invalid("Must have only visible ASCII characters and no blanks");
  }
}
