package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.adaptershttp.form.Form;
import dev.slipway.adaptershttp.form.Rules;
import dev.slipway.adaptershttp.rendering.CatalogueRendering;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.ports.driving.catalogue.BrowseCatalogue;
import dev.slipway.ports.driving.catalogue.BrowseCatalogue.ProviderFilter;
import dev.slipway.ports.driving.catalogue.ChangeProvider;
import dev.slipway.ports.driving.catalogue.ChangeProvider.ProviderChange;
import java.util.List;
import java.util.Set;

/** Looking at providers and their versions, describing and deleting them. */
final class CatalogueEndpoints {

  private static final int USUAL_PAGE = 20;
  private static final int TEXT_LENGTH = 200;
  private static final int MOST_TAGS = 100;
  private static final Set<String> TAGS = Set.of("tags");

  private final BrowseCatalogue catalogue;
  private final ChangeProvider changing;

  CatalogueEndpoints(BrowseCatalogue catalogue, ChangeProvider changing) {
    this.catalogue = catalogue;
    this.changing = changing;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("/providers", "listProviders", "Looks for providers")
            .reads("q", "scope", "tags", "pageLimit", "offset", "after")
            .answers(200, "ProviderPage")
            .everybody(this::providers),
        Endpoint.get(
                "/providers/", "listBuiltProviders", "The providers that were built from sources")
            .answers(200, "BuiltProviders")
            .everybody((caller, request) -> Answer.json(200, Json.array())),
        Endpoint.get("/providers/{prefix}/{name}", "getProvider", "One provider")
            .answers(200, "Provider")
            .refuses(404)
            .everybody(this::provider),
        Endpoint.patch(
                "/providers/{prefix}/{name}",
                "describeProvider",
                "Changes what people read about a provider")
            .mayTake("DescribeProvider")
            .answers(200, "Provider")
            .refuses(403, 404)
            .members(Need.WRITE_PROVIDER, this::describe),
        Endpoint.delete(
                "/providers/{prefix}/{name}",
                "deleteProvider",
                "Takes a provider out of the catalogue; its versions stay burnt")
            .answers(204)
            .refuses(403, 404)
            .answers(409, "ProviderInUse")
            .members(Need.WRITE_PROVIDER, this::delete),
        Endpoint.get(
                "/providers/{prefix}/{name}/versions",
                "listProviderVersions",
                "A provider's versions, the highest first")
            .reads("limit", "offset", "after")
            .answers(200, "ProviderVersions")
            .refuses(404)
            .everybody(this::versions),
        Endpoint.get(
                "/providers/{prefix}/{name}/versions/{version}",
                "getProviderVersion",
                "One version")
            .answers(200, "ProviderVersion")
            .refuses(404)
            .everybody(this::version));
  }

  private enum Visibility {
    PUBLIC("public"),
    TENANT("tenant");

    private final String word;

    Visibility(String word) {
      this.word = word;
    }
  }

  private record Search(ProviderFilter filter, ListQuery list) {}

  private static Filled<Search> search(Form form) {
    var text = form.optional("q", Rules.text(0, TEXT_LENGTH), "");
    var scope =
        form.optional(
            "scope", Rules.choice(Visibility.values(), one -> one.word), Visibility.PUBLIC);
    var tags =
        form.optional("tags", Rules.list(Rules.text().map(String::strip), MOST_TAGS), List.of());
    return ListQuery.read(form, USUAL_PAGE)
        .map(
            list ->
                new Search(
                    new ProviderFilter(
                        scope.value() == Visibility.TENANT,
                        text.value(),
                        tags.value().stream().filter(tag -> !tag.isEmpty()).toList(),
                        list.paging()),
                    list));
  }

  private Answer providers(Caller caller, Request request) {
    return request.query(
        TAGS,
        CatalogueEndpoints::search,
        search ->
            Answer.json(
                200,
                CatalogueRendering.page(
                    catalogue.providers(caller, search.filter()),
                    search.list().limit(),
                    search.list().offset(),
                    CatalogueRendering::provider)));
  }

  private Answer provider(Caller caller, Request request) {
    return Paths.provider(
        request,
        name ->
            catalogue
                .provider(caller, name)
                .map(view -> Answer.json(200, CatalogueRendering.provider(view)))
                .orElseGet(() -> absent(name)));
  }

  private Answer versions(Caller caller, Request request) {
    return request.query(
        Set.of(),
        form -> ListQuery.read(form, ListQuery.ALL),
        list ->
            Paths.provider(
                request,
                name ->
                    catalogue
                        .versions(caller, name, list.paging())
                        .map(
                            page ->
                                Answer.json(
                                        200,
                                        CatalogueRendering.array(
                                            page.items(), CatalogueRendering::version))
                                    .with("X-Total-Count", Long.toString(page.total())))
                        .orElseGet(() -> absent(name))));
  }

  private Answer version(Caller caller, Request request) {
    return Paths.version(
        request,
        id ->
            catalogue
                .version(caller, id)
                .map(version -> Answer.json(200, CatalogueRendering.version(version)))
                .orElseGet(() -> Paths.noVersion(id.provider().canonical(), id.version().text())));
  }

  private Answer describe(Caller.Member caller, Request request) {
    return request.body(
        DisplayForm::change,
        edit -> Paths.provider(request, name -> answer(changing.describe(caller, name, edit))));
  }

  private Answer delete(Caller.Member caller, Request request) {
    return Paths.provider(request, name -> answer(changing.delete(caller, name)));
  }

  private static Answer answer(ProviderChange change) {
    return switch (change) {
      case ProviderChange.Described(var view) ->
          Answer.json(200, CatalogueRendering.provider(view));
      case ProviderChange.Deleted deleted -> Answer.noContent();
      case ProviderChange.NotFound(var name) -> absent(name);
      case ProviderChange.Forbidden(var reason) -> Answer.problem(403, reason);
      case ProviderChange.Installed(var name, var installations) ->
          Answer.problem(
              409,
              Json.object()
                  .put("message", "Provider is installed: " + name.canonical())
                  .put("installations", installations)
                  .build());
    };
  }

  private static Answer absent(ProviderName name) {
    return Paths.noProvider(name.canonical());
  }
}
