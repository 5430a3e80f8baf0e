package dev.slipway.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.openapi.OpenApi;
import dev.slipway.adaptershttp.packages.PackageRoot;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driving.Platform;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The document of {@code /v1}. */
class PackagesOpenApiTest extends OpenApiContract {

  @Override
  List<Endpoint> endpoints(Platform served) {
    return PackageRoot.of(served, () -> URI.create("http://127.0.0.1"), OpenApi::packages)
        .endpoints();
  }

  @Override
  Json document(List<Endpoint> described) {
    return OpenApi.packages(described);
  }

  @Override
  String prefix() {
    return "/v1";
  }

  @Override
  String nothingThere() {
    return "Nothing is served";
  }

  @Override
  String idPattern() {
    return "getOpenApi|(packages|workspaces|apiTokens|registry)[.][a-z][A-Za-z]+";
  }

  @Test
  void names_its_root_and_no_machine() {
    assertThat(document().get("servers").toString()).isEqualTo("[{\"url\":\"/v1\"}]");
  }
}
