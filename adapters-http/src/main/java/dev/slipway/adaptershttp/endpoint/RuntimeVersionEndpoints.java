package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.adaptershttp.form.Form;
import dev.slipway.adaptershttp.form.Rule;
import dev.slipway.adaptershttp.form.Rules;
import dev.slipway.adaptershttp.rendering.CatalogueRendering;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers.RegisterCommand;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers.RuntimeVersionRegistration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The versions on which providers run (contract/foundation.md section 4, "Runtime versions"). */
final class RuntimeVersionEndpoints {

  private static final int IMAGE_LENGTH = 512;
  private static final String REGISTRATION = "/console/runtime/versions";

  private static final Rule<String> IMAGE =
      Rules.name(1, IMAGE_LENGTH)
          .when(
              text -> text.codePoints().noneMatch(RuntimeVersionEndpoints::isBlank),
              Kind.STRING_PATTERN_MISMATCH,
              "Must not have blanks");

  private final RuntimeVersionOffers offers;

  RuntimeVersionEndpoints(RuntimeVersionOffers offers) {
    this.offers = offers;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "/runtime/versions",
                "listRuntimeVersions",
                "The runtime versions, the highest first")
            .reads("limit", "offset", "after")
            .answers(200, "RuntimeVersions")
            .everybody(this::list),
        Endpoint.get(
                "/runtime/versions/latest", "getLatestRuntimeVersion", "The latest runtime version")
            .answers(200, "RuntimeVersion")
            .refuses(404)
            .everybody(this::latest),
        Endpoint.post(REGISTRATION, "registerRuntimeVersion", "Registers a runtime version")
            .takes("RegisterRuntimeVersion")
            .reads("idempotencyKey")
            .answers(200, "RuntimeVersion")
            .answers(201, "RuntimeVersion")
            .refuses(403)
            .answers(409, "RuntimeVersionConflict")
            .members(Need.OPERATE, this::register));
  }

  private record RuntimeVersionForm(SemVer version, String imageUrl, Optional<String> changelog) {

    static Filled<RuntimeVersionForm> read(Form form) {
      var version = form.required("version", PublishForm.VERSION);
      var imageUrl = form.required("image_url", IMAGE);
      var changelog = form.optional("changelog", PublishForm.CHANGELOG);
      return form.filled(
          () -> new RuntimeVersionForm(version.value(), imageUrl.value(), changelog.value()));
    }
  }

  private Answer list(Caller caller, Request request) {
    return request.query(
        Set.of(),
        form -> ListQuery.read(form, ListQuery.ALL),
        list -> {
          var page = offers.runtimeVersions(list.paging());
          return Answer.json(
                  200, CatalogueRendering.array(page.items(), CatalogueRendering::runtimeVersion))
              .with("X-Total-Count", Long.toString(page.total()));
        });
  }

  private Answer latest(Caller caller, Request request) {
    return offers
        .latestRuntimeVersion()
        .map(version -> Answer.json(200, CatalogueRendering.runtimeVersion(version)))
        .orElseGet(() -> Answer.problem(404, "No runtime version is registered"));
  }

  private Answer register(Caller.Member caller, Request request) {
    return request.bodyOnce(
        "POST " + REGISTRATION,
        RuntimeVersionForm::read,
        (form, once) ->
            answer(
                offers.register(
                    caller,
                    new RegisterCommand(
                        form.version(),
                        form.imageUrl(),
                        form.changelog(),
                        once.idempotency(201, CatalogueRendering::runtimeVersion)))));
  }

  private static Answer answer(RuntimeVersionRegistration registration) {
    return switch (registration) {
      case RuntimeVersionRegistration.Created(var version) ->
          Answer.json(201, CatalogueRendering.runtimeVersion(version));
      case RuntimeVersionRegistration.Identical(var version) ->
          Answer.json(200, CatalogueRendering.runtimeVersion(version));
      case RuntimeVersionRegistration.Again(var repeated) -> Once.again(repeated);
      case RuntimeVersionRegistration.Immutable(var version, var differences) ->
          Answer.problem(
              409,
              Json.object()
                  .put("message", "Runtime version exists and never changes: " + version)
                  .put("differences", Json.array(differences.stream().map(Json::string).toList()))
                  .build());
      case RuntimeVersionRegistration.Forbidden(var reason) -> Answer.problem(403, reason);
    };
  }

  private static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }
}
