package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.envelope.Envelope;
import dev.slipway.adaptershttp.rendering.FormRendering;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.installform.FormPlan;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.driving.packages.ReadPackageForms;
import dev.slipway.ports.driving.packages.ReadPackageForms.Compared;
import dev.slipway.ports.driving.packages.ReadPackageForms.Validation;
import dev.slipway.ports.driving.packages.ReadPackages.Reading;
import java.util.List;
import java.util.stream.Stream;

/** Install forms of package versions (contract/packages.md sections 6 to 8). */
final class FormEndpoints {

  private final Reception reception;
  private final ReadPackageForms forms;

  FormEndpoints(Reception reception, ReadPackageForms forms) {
    this.reception = reception;
    this.forms = forms;
  }

  List<Endpoint> all() {
    return List.of(
        Route.get(
                "/packages/{id}/versions/{version_id}/form",
                "packages.getVersionForm",
                "The plan of the form that an installation of a version asks to fill in")
            .inWorkspace()
            .answers(200, "FormPlan")
            .refuses(404)
            .handled(reception.members(Permission::readInputs, this::form)),
        Route.post(
                "/packages/{id}/versions/{version_id}/inputs:validate",
                "packages.validateVersionInputs",
                "What a version makes of values: what is wrong, and what is filled in")
            .inWorkspace()
            .takes("ValidateInputs")
            .answers(200, "ValidatedInputs")
            .refuses(404)
            .handled(reception.members(Permission::readInputs, this::validate)),
        Route.get(
                "/packages/{id}/versions/{version_id}/compare/{other_id}",
                "packages.compareVersions",
                "What another version asks for that this one does not")
            .inWorkspace()
            .answers(200, "FormComparison")
            .refuses(404)
            .handled(reception.members(Permission::readInputs, this::compare)));
  }

  private Answer form(Caller.Member member, Asked asked) {
    var findings = asked.emptyQuery();
    return switch (forms.form(member, asked.segment("id"), asked.segment("version_id"))) {
      case Reading.Found<FormPlan>(var plan) ->
          findings.isEmpty() ? Answer.json(200, FormRendering.plan(plan)) : Envelope.of(findings);
      case Reading.NotFound<FormPlan> none -> Missing.versionOf(asked);
      case Reading.Forbidden<FormPlan>(var missing) -> Reception.forbidden(missing);
    };
  }

  private Answer validate(Caller.Member member, Asked asked) {
    var besides = asked.emptyQuery();
    var validation =
        forms.validate(member, asked.segment("id"), asked.segment("version_id"), asked.body());
    return switch (validation) {
      case Validation.Judged(var resolution, var withForm) ->
          besides.isEmpty()
              ? Answer.json(200, FormRendering.resolution(resolution, withForm))
              : Envelope.of(besides);
      case Validation.TooCostly costly ->
          Envelope.of(
              Finding.at(
                  List.of("body", "values"),
                  Reason.SCHEMA_TOO_COSTLY,
                  "The schema takes too much work to judge these values; fill in less at once"));
      case Validation.NotFound none -> Missing.versionOf(asked);
      case Validation.Invalid(var findings) ->
          Envelope.of(Stream.concat(besides.stream(), findings.stream()).toList());
      case Validation.Forbidden(var missing) -> Reception.forbidden(missing);
    };
  }

  private Answer compare(Caller.Member member, Asked asked) {
    var findings = asked.emptyQuery();
    var compared =
        forms.compare(
            member, asked.segment("id"), asked.segment("version_id"), asked.segment("other_id"));
    return switch (compared) {
      case Reading.Found<Compared>(var found) ->
          findings.isEmpty()
              ? Answer.json(
                  200,
                  FormRendering.comparison(
                      version(found.from()), version(found.to()), found.comparison()))
              : Envelope.of(findings);
      case Reading.NotFound<Compared> none -> Missing.versionOf(asked);
      case Reading.Forbidden<Compared>(var missing) -> Reception.forbidden(missing);
    };
  }

  private static Json version(PackageVersion version) {
    return Json.object()
        .put("id", version.id().value())
        .put("semver", version.semver().text())
        .build();
  }
}
