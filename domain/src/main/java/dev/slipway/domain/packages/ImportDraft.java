package dev.slipway.domain.packages;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.catalogue.HttpsUrl;
import dev.slipway.domain.form.ClosedForm;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A package that somebody wants to import with its first version, well formed, before anything is
 * asked of a registry.
 *
 * @param name what people call it
 * @param description what it is
 * @param displayImageUrl an image of it
 * @param repository where its versions are
 * @param version the first one
 */
public record ImportDraft(
    String name,
    Optional<String> description,
    Optional<String> displayImageUrl,
    OciRepository repository,
    VersionDraft version) {

  /**
   * Reads it from a request's body.
   *
   * @param compile finds the flaws of a schema
   */
  public static Read<ImportDraft> read(Json body, Function<JsonObject, List<SchemaFlaw>> compile) {
    return ClosedForm.read(body, List.of("body"), form -> read(form, compile));
  }

  /** The body of a request for it, in which {@link #read} reads it again. */
  public JsonObject toJson() {
    var json = Json.object().put("name", name);
    description.ifPresent(text -> json.put("description", text));
    displayImageUrl.ifPresent(url -> json.put("display_image_url", url));
    return json.put("oci_ref", repository.text()).put("version", version.toJson()).build();
  }

  private static Optional<ImportDraft> read(
      ClosedForm form, Function<JsonObject, List<SchemaFlaw>> compile) {
    var name = form.requiredText("name", 1, RegisteredPackage.MAX_NAME);
    var description = form.nullableText("description", 0, RegisteredPackage.MAX_DESCRIPTION);
    var image =
        form.parsed(
            "display_image_url",
            form.optionalText("display_image_url", 1, HttpsUrl.MAX_LENGTH),
            Reason.INVALID,
            text -> HttpsUrl.parse(text).map(url -> text));
    var repository =
        form.parsed(
            "oci_ref",
            form.requiredText("oci_ref", 1, OciRepository.MAX_LENGTH),
            Reason.INVALID,
            OciRepository::parse);
    var inner = form.requiredForm("version");
    var version = inner.flatMap(fields -> VersionDraft.read(fields, repository, compile));
    inner.ifPresent(ClosedForm::close);
    return name.isPresent() && repository.isPresent() && version.isPresent()
        ? Optional.of(
            new ImportDraft(name.get(), description, image, repository.get(), version.get()))
        : Optional.empty();
  }
}
