package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.adaptershttp.form.Form;
import dev.slipway.adaptershttp.form.Rules;
import dev.slipway.adaptershttp.rendering.CatalogueRendering;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.Door;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.Publication;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.PublishCommand;
import dev.slipway.ports.driving.catalogue.YankProviderVersion;
import dev.slipway.ports.driving.catalogue.YankProviderVersion.Yanking;
import java.util.List;
import java.util.Optional;

/** Publishing versions, and taking them back (contract/foundation.md sections 3 and 4). */
final class PublishingEndpoints {

  private static final int REASON_LENGTH = 500;

  private final PublishProviderVersion publishing;
  private final YankProviderVersion yanking;

  PublishingEndpoints(PublishProviderVersion publishing, YankProviderVersion yanking) {
    this.publishing = publishing;
    this.yanking = yanking;
  }

  List<Endpoint> all() {
    return List.of(
        publication(
            "/provider-versions",
            "publishProviderVersion",
            "Publishes a version of one's own provider from a wheel on the web",
            Door.CUSTOMER),
        publication(
            "/console/provider-versions",
            "publishPlatformProviderVersion",
            "Publishes a version of one of the platform's providers",
            Door.CONSOLE),
        Endpoint.post(
                "/providers/{prefix}/{name}/versions/{version}/yank",
                "yankProviderVersion",
                "Withdraws a published version; installations go on")
            .mayTake("Yank")
            .answers(200, "ProviderVersion")
            .refuses(403, 404)
            .answers(409, "ProviderVersionState")
            .members(Need.WRITE_PROVIDER, this::yank),
        Endpoint.post(
                "/providers/{prefix}/{name}/versions/{version}/unyank",
                "unyankProviderVersion",
                "Brings a withdrawn version back")
            .mayTake("Nothing")
            .answers(200, "ProviderVersion")
            .refuses(403, 404)
            .answers(409, "ProviderVersionState")
            .members(Need.WRITE_PROVIDER, this::unyank));
  }

  private Endpoint publication(String path, String id, String summary, Door door) {
    return Endpoint.post(path, id, summary)
        .takes("PublishProviderVersion")
        .reads("idempotencyKey")
        .answers(200, "ProviderVersion")
        .answers(201, "ProviderVersion")
        .refuses(403)
        .answers(409, "PublishConflict")
        .members(
            door == Door.CONSOLE ? Need.OPERATE : Need.WRITE_PROVIDER,
            (caller, request) -> publish(caller, request, "POST " + path, door));
  }

  private Answer publish(Caller.Member caller, Request request, String route, Door door) {
    var ownPrefix = caller.organization().slug().value();
    return request.bodyOnce(
        route,
        form -> PublishForm.read(form, ownPrefix, publishing),
        (form, once) ->
            answer(
                publishing.publish(
                    caller,
                    new PublishCommand(
                        form.target(),
                        form.organization(),
                        form.version(),
                        form.content(),
                        form.display(),
                        door,
                        once.idempotency(201, CatalogueRendering::version)))));
  }

  private static Answer answer(Publication publication) {
    return switch (publication) {
      case Publication.Created(var version) ->
          Answer.json(201, CatalogueRendering.version(version));
      case Publication.Identical(var version) ->
          Answer.json(200, CatalogueRendering.version(version));
      case Publication.Again(var repeated) -> Once.again(repeated);
      case Publication.Forbidden(var reason) -> Answer.problem(403, reason);
      case Publication.Immutable(var id, var status, var differences) ->
          Answer.problem(
              409,
              Json.object()
                  .put("message", "Version is " + status.word() + " and never changes: " + id)
                  .put("status", status.word())
                  .put("differences", Json.array(differences.stream().map(Json::string).toList()))
                  .build());
      case Publication.NoRuntimeVersion none ->
          Answer.problem(
              409,
              "No runtime version is registered",
              "Register what providers run on, with a token of the scope console: POST"
                  + " /console/runtime/versions {\"version\": \"1.0.0\", \"image_url\":"
                  + " \"registry.example/provider-runtime:1.0.0\"}");
      case Publication.Invalid(var violations) -> Answer.invalid("body", violations);
    };
  }

  private Answer yank(Caller.Member caller, Request request) {
    return request.body(
        PublishingEndpoints::reason,
        reason -> Paths.version(request, id -> answer(yanking.yank(caller, id, reason))));
  }

  private Answer unyank(Caller.Member caller, Request request) {
    return request.body(
        form -> form.filled(() -> ""),
        nothing -> Paths.version(request, id -> answer(yanking.unyank(caller, id))));
  }

  private static Filled<Optional<String>> reason(Form form) {
    var reason = form.optional("reason", Rules.text(1, REASON_LENGTH));
    return form.filled(reason::value);
  }

  private static Answer answer(Yanking yanking) {
    return switch (yanking) {
      case Yanking.Done(var version) -> Answer.json(200, CatalogueRendering.version(version));
      case Yanking.NotFound(var id) ->
          Paths.noVersion(id.provider().canonical(), id.version().text());
      case Yanking.Forbidden(var reason) -> Answer.problem(403, reason);
      case Yanking.NotPossible(ProviderVersion.Status current, ProviderVersion.Status target) ->
          Answer.problem(
              409,
              Json.object()
                  .put(
                      "message",
                      "A version that is " + current.word() + " cannot become " + target.word())
                  .put("current_state", current.word())
                  .put("target_state", target.word())
                  .build());
    };
  }
}
