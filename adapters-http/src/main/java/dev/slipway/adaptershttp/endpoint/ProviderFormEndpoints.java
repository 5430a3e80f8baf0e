package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.rendering.FormRendering;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.ports.driving.catalogue.ReadProviderForms;
import java.util.List;

/** Install forms of provider versions (contract/packages.md sections 6 and 8). */
final class ProviderFormEndpoints {

  private final ReadProviderForms forms;

  ProviderFormEndpoints(ReadProviderForms forms) {
    this.forms = forms;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "/providers/{prefix}/{name}/versions/{version}/form",
                "getProviderVersionForm",
                "The plan of the form that a version's config asks to fill in; values are strings")
            .answers(200, "ProviderFormPlan")
            .refuses(404)
            .everybody(this::form),
        Endpoint.get(
                "/providers/{prefix}/{name}/versions/{version}/compare/{other}",
                "compareProviderVersions",
                "What another version's config asks for that this one's does not")
            .answers(200, "FormComparison")
            .refuses(404)
            .everybody(this::compare));
  }

  private Answer form(Caller caller, Request request) {
    return Paths.version(
        request,
        id ->
            forms
                .form(caller, id)
                .map(
                    plan ->
                        Answer.json(
                            200, FormRendering.plan(plan).with("values", Json.string("strings"))))
                .orElseGet(() -> Paths.noVersion(id.provider().canonical(), id.version().text())));
  }

  private Answer compare(Caller caller, Request request) {
    return Paths.version(
        request,
        from ->
            Paths.version(
                request,
                "other",
                to ->
                    forms
                        .compare(caller, from.provider(), from.version(), to.version())
                        .map(
                            found ->
                                Answer.json(
                                    200,
                                    FormRendering.comparison(
                                        version(found.from()),
                                        version(found.to()),
                                        found.comparison())))
                        .orElseGet(
                            () ->
                                Paths.noVersion(
                                    from.provider().canonical(),
                                    from.version().text() + " or " + to.version().text()))));
  }

  private static Json version(ProviderVersion version) {
    return Json.object()
        .put("id", version.id().provider().canonical() + "@" + version.version().text())
        .put("semver", version.version().text())
        .build();
  }
}
