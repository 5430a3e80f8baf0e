package dev.slipway.adapterspostgres;

import dev.slipway.domain.catalogue.Author;
import dev.slipway.domain.catalogue.DisplayData;
import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;
import java.util.List;

/** Everything of a provider's entry that has no column of its own. */
final class ProviderDocument {

  private ProviderDocument() {}

  static String write(Provider provider) {
    var display = provider.display();
    return Fields.document()
        .put("author", author(provider.author()))
        .put(
            "display",
            Json.object()
                .put("name", display.displayName())
                .put("description", display.description())
                .putOrNothing("icon", display.iconUrl().orElse(null))
                .putOrNothing("readme", display.readme().orElse(null))
                .put("tags", texts(display.tags()))
                .build())
        .put("created", provider.createdAt().toString())
        .put("updated", provider.updatedAt().toString())
        .build()
        .toText();
  }

  private static Json author(Author author) {
    return switch (author) {
      case Author.Platform platform -> Json.nothing();
      case Author.Customer customer ->
          Json.object()
              .put("organization", customer.organization().value())
              .put("slug", customer.slug().value())
              .build();
    };
  }

  static Json texts(List<String> texts) {
    return Json.array(texts.stream().map(Json::string).toList());
  }

  static Provider read(ProviderName name, boolean deleted, int edition, String document) {
    var fields = Fields.of("provider " + name, document);
    Author author =
        fields
            .fieldsIfAny("author")
            .<Author>map(
                customer ->
                    new Author.Customer(
                        new OrganizationId(customer.text("organization")),
                        new Slug(customer.text("slug"))))
            .orElseGet(Author.Platform::new);
    var shown = fields.fields("display");
    var display =
        new DisplayData(
            shown.text("name"),
            shown.text("description"),
            shown.textIfAny("icon"),
            shown.textIfAny("readme"),
            shown.texts("tags"));
    var created = fields.time("created");
    var updated = fields.time("updated");
    return deleted
        ? new Provider.Deleted(name, author, display, edition, created, updated)
        : new Provider.Registered(name, author, display, edition, created, updated);
  }
}
