package dev.slipway.usecases.installform;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.installform.FormComparison;
import dev.slipway.domain.installform.FormPlan;
import dev.slipway.domain.installform.FormSchema;
import dev.slipway.domain.installform.InstallForm;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driving.catalogue.BrowseCatalogue;
import dev.slipway.ports.driving.catalogue.ReadProviderForms;
import jakarta.inject.Inject;
import java.util.Optional;

/** Keeps {@link ReadProviderForms}. Thread-safe. */
public final class ProviderForms implements ReadProviderForms {

  private final BrowseCatalogue catalogue;
  private final StoredSchemas schemas;

  @Inject
  public ProviderForms(BrowseCatalogue catalogue, StoredSchemas schemas) {
    this.catalogue = catalogue;
    this.schemas = schemas;
  }

  @Override
  public Optional<FormPlan> form(Caller caller, VersionId id) {
    return catalogue.version(caller, id).map(version -> InstallForm.plan(schema(version)));
  }

  @Override
  public Optional<Compared> compare(Caller caller, ProviderName name, SemVer from, SemVer to) {
    return catalogue
        .version(caller, new VersionId(name, from))
        .flatMap(
            before ->
                catalogue
                    .version(caller, new VersionId(name, to))
                    .map(after -> new Compared(before, after, comparison(before, after))));
  }

  private FormComparison comparison(ProviderVersion before, ProviderVersion after) {
    return FormComparison.of(before.version(), schema(before), after.version(), schema(after));
  }

  /** The schema of a version's config; one that asks for nothing where it has none. */
  private FormSchema schema(ProviderVersion version) {
    return schemas.compile(
        version.release().content().schemas().config().orElse(Json.JsonObject.empty()),
        version.id().provider().canonical() + "@" + version.version().text());
  }
}
