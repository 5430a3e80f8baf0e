package dev.slipway.domain.installation;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.OrganizationId;

/** What the installer must do in the world. The wire form is versioned: {@link #toMessage()}. */
public sealed interface InstallerMessage {

  /** The version of the payloads that this build writes and understands. */
  int PAYLOAD_VERSION = 1;

  /** Bring out the first deployment of an installation. */
  record InstallRequested(InstallationId installation, long generation)
      implements InstallerMessage {}

  /** Bring out another deployment beside the one that serves. */
  record UpgradeRequested(InstallationId installation, long generation)
      implements InstallerMessage {}

  /** Remove everything of an installation. */
  record UninstallRequested(InstallationId installation, long generation)
      implements InstallerMessage {}

  /** An operation ended: retire what it replaced, or put back what it should have replaced. */
  record SettleRequested(InstallationId installation, long generation)
      implements InstallerMessage {}

  /** Look whether a newer version suits an automatic installation. */
  record UpgradeProposed(InstallationId installation) implements InstallerMessage {}

  /**
   * A version became installable: propose it to the automatic installations of its provider.
   *
   * @param after the tenant behind which to go on; empty text for the first page
   */
  record VersionOffered(ProviderName provider, String after) implements InstallerMessage {}

  /** The message as it is stored. */
  default Message toMessage() {
    return switch (this) {
      case InstallRequested m -> about(m.installation(), "INSTALL_REQUESTED", m.generation());
      case UpgradeRequested m -> about(m.installation(), "UPGRADE_REQUESTED", m.generation());
      case UninstallRequested m -> about(m.installation(), "UNINSTALL_REQUESTED", m.generation());
      case SettleRequested m -> about(m.installation(), "SETTLE_REQUESTED", m.generation());
      case UpgradeProposed m -> about(m.installation(), "UPGRADE_PROPOSED", 0);
      case VersionOffered m ->
          new Message(
              new DeliveryKey("provider/" + m.provider().canonical()),
              "VERSION_OFFERED",
              Json.object()
                  .put("v", Json.number(PAYLOAD_VERSION))
                  .put("provider", Json.string(m.provider().canonical()))
                  .put("after", Json.string(m.after()))
                  .build());
    };
  }

  private static Message about(InstallationId id, String type, long generation) {
    return new Message(
        id.deliveryKey(),
        type,
        Json.object()
            .put("v", Json.number(PAYLOAD_VERSION))
            .put("organization", Json.string(id.organization().value()))
            .put("provider", Json.string(id.provider().canonical()))
            .put("generation", Json.number(generation))
            .build());
  }

  /** Understands a stored message, or says why this build cannot. */
  static Parsed<InstallerMessage> parse(Message message) {
    return switch (message.type()) {
      case "INSTALL_REQUESTED",
          "UPGRADE_REQUESTED",
          "UNINSTALL_REQUESTED",
          "SETTLE_REQUESTED",
          "UPGRADE_PROPOSED",
          "VERSION_OFFERED" -> {
        var version = number(message.payload(), "v");
        yield version == PAYLOAD_VERSION
            ? parseVersion1(message)
            : Parsed.invalid(
                "payload version "
                    + (version < 0 ? "is missing" : version)
                    + "; this build understands "
                    + PAYLOAD_VERSION);
      }
      default -> Parsed.invalid("unknown message type " + message.type());
    };
  }

  private static Parsed<InstallerMessage> parseVersion1(Message message) {
    var payload = message.payload();
    var provider = ProviderName.parse(text(payload, "provider"));
    if (!(provider instanceof Parsed.Valid<ProviderName>(var name))) {
      return Parsed.invalid("its provider is unreadable");
    }
    if (message.type().equals("VERSION_OFFERED")) {
      return Parsed.valid(new VersionOffered(name, text(payload, "after")));
    }
    if (!(OrganizationId.parse(text(payload, "organization"))
        instanceof Parsed.Valid<OrganizationId>(var organization))) {
      return Parsed.invalid("its organization is unreadable");
    }
    var id = new InstallationId(organization, name);
    var generation = number(payload, "generation");
    if (generation < 0) {
      return Parsed.invalid("its generation is unreadable");
    }
    return Parsed.valid(
        switch (message.type()) {
          case "INSTALL_REQUESTED" -> new InstallRequested(id, generation);
          case "UPGRADE_REQUESTED" -> new UpgradeRequested(id, generation);
          case "UNINSTALL_REQUESTED" -> new UninstallRequested(id, generation);
          case "SETTLE_REQUESTED" -> new SettleRequested(id, generation);
          default -> new UpgradeProposed(id);
        });
  }

  private static String text(Json.JsonObject payload, String member) {
    return payload
        .get(member)
        .filter(Json.JsonString.class::isInstance)
        .map(value -> ((Json.JsonString) value).value())
        .orElse("");
  }

  private static long number(Json.JsonObject payload, String member) {
    var digits =
        payload
            .get(member)
            .filter(Json.JsonNumber.class::isInstance)
            .map(value -> ((Json.JsonNumber) value).digits())
            .orElse("");
    return digits.length() <= 18
            && !digits.isEmpty()
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Long.parseLong(digits)
        : -1;
  }
}
