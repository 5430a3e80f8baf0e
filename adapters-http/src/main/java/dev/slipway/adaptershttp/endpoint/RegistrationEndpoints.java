package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.adaptershttp.form.Form;
import dev.slipway.adaptershttp.form.Rule;
import dev.slipway.adaptershttp.form.Rules;
import dev.slipway.adaptershttp.rendering.RegistrationRendering;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driving.registration.RegisterRuntime;
import dev.slipway.ports.driving.registration.RegisterRuntime.Beat;
import dev.slipway.ports.driving.registration.RegisterRuntime.Heartbeat;
import dev.slipway.ports.driving.registration.RegisterRuntime.RegisterCommand;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeIdentity;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeRegistration;
import java.util.List;

/** What running providers say (contract/resources.md section 9, rows 1 and 2). */
final class RegistrationEndpoints {

  private static final String REGISTRATIONS = "/runtime/v1/registrations";
  private static final int PROTOCOL = 1;
  private static final int NAME_LENGTH = 200;
  private static final int INSTANCE_LENGTH = 128;
  private static final int MESSAGE_LENGTH = 1_000;

  private static final Rule<ProviderName> PROVIDER =
      Rules.text(1, NAME_LENGTH).parsed(Kind.PROVIDER_NAME, ProviderName::parse);

  private final RegisterRuntime runtimes;

  RegistrationEndpoints(RegisterRuntime runtimes) {
    this.runtimes = runtimes;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.post(REGISTRATIONS, "registerRuntime", "Registers a running provider")
            .takes("RegisterRuntime")
            .answers(200, "Registration")
            .answers(201, "Registration")
            .refuses(403)
            .answers(409, "RegistrationConflict")
            .runtimes(this::register),
        Endpoint.post(REGISTRATIONS + "/{id}/heartbeat", "heartbeat", "Says that a provider runs")
            .mayTake("Heartbeat")
            .answers(200, "HeartbeatAnswer")
            .refuses(403, 404)
            .runtimes(this::heartbeat));
  }

  private record RegistrationForm(RegisterCommand command, int protocol) {

    static Filled<RegistrationForm> read(Form form) {
      var provider = form.required("provider", PROVIDER);
      var version = form.required("version", PublishForm.VERSION);
      var instance = form.required("instance_id", Rules.name(1, INSTANCE_LENGTH));
      var protocol = form.optional("protocol", Rules.integer(1, Integer.MAX_VALUE), PROTOCOL);
      return form.filled(
          () ->
              new RegistrationForm(
                  new RegisterCommand(provider.value(), version.value(), instance.value()),
                  protocol.value()));
    }
  }

  private enum Wellness {
    HEALTHY("healthy"),
    DEGRADED("degraded");

    private final String word;

    Wellness(String word) {
      this.word = word;
    }
  }

  private static Filled<Beat> beat(Form form) {
    var health =
        form.optional("health", Rules.choice(Wellness.values(), one -> one.word), Wellness.HEALTHY);
    var message = form.optional("message", Rules.text(0, MESSAGE_LENGTH), "");
    return form.filled(
        () ->
            switch (health.value()) {
              case HEALTHY -> new Beat.Well();
              case DEGRADED -> new Beat.Unwell(message.value());
            });
  }

  private Answer register(RuntimeIdentity runtime, Request request) {
    return request.body(
        RegistrationForm::read,
        form ->
            form.protocol() == PROTOCOL
                ? answer(runtimes.register(runtime, form.command()))
                : Answer.problem(
                    409,
                    Json.object()
                        .put("message", "This server speaks protocol " + PROTOCOL)
                        .put("protocols", Json.array(Json.number(PROTOCOL)))
                        .build()));
  }

  private static Answer answer(RuntimeRegistration registration) {
    return switch (registration) {
      case RuntimeRegistration.Registered(var welcome) ->
          Answer.json(201, RegistrationRendering.welcome(welcome)).secret();
      case RuntimeRegistration.KnownInstance(var welcome) ->
          Answer.json(200, RegistrationRendering.welcome(welcome)).secret();
      case RuntimeRegistration.OtherProvider(var provider) ->
          Answer.problem(403, "This token is not for " + provider.canonical());
      case RuntimeRegistration.OtherVersion(var expected) ->
          Answer.problem(
              409,
              Json.object()
                  .put("message", "Another version is asked for: " + expected.text())
                  .put("expected_version", expected.text())
                  .build());
      case RuntimeRegistration.Superseded(var message) ->
          Answer.problem(409, Json.object().put("message", message).build());
    };
  }

  private Answer heartbeat(RuntimeIdentity runtime, Request request) {
    return request.body(
        RegistrationEndpoints::beat,
        beat ->
            switch (runtimes.heartbeat(runtime, new RegistrationId(request.segment("id")), beat)) {
              case Heartbeat.Heard heard ->
                  Answer.json(200, RegistrationRendering.heard(heard)).secret();
              case Heartbeat.UnknownRegistration(var id) ->
                  Answer.problem(404, "Registration not found: " + id + "; register again");
              case Heartbeat.Revoked revoked -> Answer.notAuthenticated(true);
              case Heartbeat.OtherProvider other ->
                  Answer.problem(403, "The registration is another provider's");
            });
  }
}
