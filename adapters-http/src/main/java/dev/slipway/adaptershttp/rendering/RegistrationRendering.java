package dev.slipway.adaptershttp.rendering;

import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.ports.driving.installation.IssueRuntimeToken.Issue;
import dev.slipway.ports.driving.registration.RegisterRuntime.Heartbeat;
import dev.slipway.ports.driving.registration.RegisterRuntime.Renewal;
import dev.slipway.ports.driving.registration.RegisterRuntime.Welcome;
import java.math.BigDecimal;
import java.time.Duration;

/** What running providers are told (contract/resources.md section 9, rows 1 and 2). */
public final class RegistrationRendering {
  private RegistrationRendering() {}

  /** The answer to a registration. */
  public static JsonObject welcome(Welcome welcome) {
    return Json.object()
        .put("id", welcome.id().value())
        .put("heartbeat_interval_seconds", seconds(welcome.heartbeatInterval()))
        .put("lease_seconds", seconds(welcome.lease()))
        .put("dispatch_deadline_seconds", seconds(welcome.dispatchDeadline()))
        .put("token", welcome.token())
        .put("token_expires_at", Times.text(welcome.tokenExpiresAt()))
        .build();
  }

  /** The answer to a heartbeat. */
  public static JsonObject heard(Heartbeat.Heard heard) {
    var expires = heard.renewal().map(Renewal::expiresAt);
    return Json.object()
        .putOrNothing("token", heard.renewal().map(Renewal::token).orElse(null))
        .putOrNothing("token_expires_at", Times.text(expires))
        .put("drain", heard.drain())
        .build();
  }

  /** A token for a runtime that is run by hand. */
  public static JsonObject token(Issue.Issued issued) {
    return Json.object()
        .put("token", issued.token())
        .put("expires_at", Times.text(issued.expiresAt()))
        .build();
  }

  /** Seconds without needless digits: {@code 10}, {@code 0.5}. */
  private static Json seconds(Duration duration) {
    var seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
    return Json.number(seconds.toPlainString());
  }
}
