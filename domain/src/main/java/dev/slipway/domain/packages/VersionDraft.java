package dev.slipway.domain.packages;

import dev.slipway.domain.artifact.ContentReference;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.form.ClosedForm;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.json.Json.JsonString;
import dev.slipway.domain.version.SemVer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A version that somebody wants to register, well formed, before anything is asked of a registry.
 * Implements step 7 of section 1 of the contract's page on packages.
 *
 * @param semver its version
 * @param ref names the bytes
 * @param inputSchema what an installation asks for
 * @param compatibility where it may be installed
 */
public record VersionDraft(
    SemVer semver,
    ContentReference ref,
    JsonObject inputSchema,
    Optional<Compatibility> compatibility) {

  private static final OciRepository ELSEWHERE = OciRepository.of("oci://repository.invalid/none");

  /**
   * Reads it from a request's body.
   *
   * @param repository that of the package; without one any will do, as another refusal follows
   * @param compile finds the flaws of a schema
   */
  public static Read<VersionDraft> read(
      Json body,
      Optional<OciRepository> repository,
      Function<JsonObject, List<SchemaFlaw>> compile) {
    return ClosedForm.read(body, List.of("body"), form -> read(form, repository, compile));
  }

  /** The body of a request for it, in which {@link #read} reads it again. */
  public JsonObject toJson() {
    var json =
        Json.object()
            .put("semver", semver.text())
            .put("ref", ref.text())
            .put("input_schema", inputSchema);
    compatibility.ifPresent(where -> json.put("compatibility", where.toJson()));
    return json.build();
  }

  /** The version that a body asks for, where it asks for one; judges nothing else. */
  public static Optional<SemVer> semverIn(Json body) {
    return body instanceof JsonObject object
            && object.get("semver").orElse(Json.nothing()) instanceof JsonString(var text)
            && SemVer.parse(text) instanceof Parsed.Valid<SemVer>(var semver)
        ? Optional.of(semver)
        : Optional.empty();
  }

  static Optional<VersionDraft> read(
      ClosedForm form,
      Optional<OciRepository> repository,
      Function<JsonObject, List<SchemaFlaw>> compile) {
    var semver =
        form.parsed(
            "semver",
            form.requiredText("semver", 1, SemVer.MAX_LENGTH),
            Reason.INVALID,
            SemVer::parse);
    var ref = ref(form, repository);
    var schema = schema(form, compile);
    var inner = form.optionalForm("compatibility");
    var compatibility = inner.flatMap(Compatibility::read);
    inner.ifPresent(ClosedForm::close);
    return semver.isPresent() && ref.isPresent() && schema.isPresent()
        ? Optional.of(new VersionDraft(semver.get(), ref.get(), schema.get(), compatibility))
        : Optional.empty();
  }

  private static Optional<ContentReference> ref(
      ClosedForm form, Optional<OciRepository> repository) {
    var given = form.required("ref");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (!(given.get() instanceof JsonString(var text))) {
      form.wrong("ref", Reason.INVALID, "Must be a text");
      return Optional.empty();
    }
    return form.parsed(
        "ref",
        Optional.of(text),
        Reason.REF_INVALID,
        ref -> repository.map(own -> ContentReference.parse(ref, own)).orElseGet(() -> any(ref)));
  }

  /** A reference of whatever package. */
  private static Parsed<ContentReference> any(String text) {
    int at = text.lastIndexOf('@');
    return OciRepository.parse(text.substring(0, Math.max(at, 0)))
            instanceof Parsed.Valid<OciRepository>(var named)
        ? ContentReference.parse(text, named)
        : ContentReference.parse(text, ELSEWHERE);
  }

  private static Optional<JsonObject> schema(
      ClosedForm form, Function<JsonObject, List<SchemaFlaw>> compile) {
    var given = form.required("input_schema");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (!(given.get() instanceof JsonObject schema)) {
      form.wrong("input_schema", Reason.INVALID, "Must be a JSON object");
      return Optional.empty();
    }
    if (!ClosedForm.isUnicode(schema)) {
      form.wrong(
          "input_schema",
          Reason.INVALID,
          "No text of it must hold U+0000 or half of a surrogate pair alone");
      return Optional.empty();
    }
    var findings = InputSchemas.judge(schema, form.place("input_schema"), compile);
    findings.forEach(form::wrong);
    return findings.isEmpty() ? Optional.of(schema) : Optional.empty();
  }
}
