package dev.slipway.adapterspostgres;

import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.registration.Health;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.version.SemVer;

/** Everything of a registration that has no column of its own. */
final class RegistrationDocument {

  private RegistrationDocument() {}

  static String write(Registration registration) {
    return Fields.document()
        .put("incarnation", registration.incarnation().value())
        .put("instance", registration.instanceId())
        .put("version", registration.version().text())
        .put("rollout", registration.rollout())
        .put("degraded", degraded(registration.health()))
        .put("registered", registration.registeredAt().toString())
        .put("heard", registration.lastHeartbeatAt().toString())
        .build()
        .toText();
  }

  private static Json degraded(Health health) {
    return switch (health) {
      case Health.Healthy healthy -> Json.nothing();
      case Health.Degraded degraded ->
          Json.object()
              .put("since", degraded.since().toString())
              .put("message", degraded.message())
              .build();
    };
  }

  static Registration read(RegistrationId id, InstallationId installation, String document) {
    var fields = Fields.of("registration " + id, document);
    return new Registration(
        id,
        installation,
        new Incarnation(fields.text("incarnation")),
        fields.text("instance"),
        SemVer.of(fields.text("version")),
        fields.number("rollout"),
        fields
            .fieldsIfAny("degraded")
            .<Health>map(
                degraded -> new Health.Degraded(degraded.time("since"), degraded.text("message")))
            .orElseGet(Health.Healthy::new),
        fields.time("registered"),
        fields.time("heard"));
  }
}
