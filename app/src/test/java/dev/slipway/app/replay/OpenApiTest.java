package dev.slipway.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.endpoint.Endpoints;
import dev.slipway.adaptershttp.openapi.OpenApi;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driving.Platform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The document of {@code /}. */
class OpenApiTest extends OpenApiContract {

  @Override
  List<Endpoint> endpoints(Platform served) {
    return Endpoints.of(served, Map.of(), () -> "", OpenApi::document);
  }

  @Override
  Json document(List<Endpoint> described) {
    return OpenApi.document(described);
  }

  @Override
  String prefix() {
    return "";
  }

  @Override
  String nothingThere() {
    return "\"Not Found\"";
  }

  @Override
  String idPattern() {
    return "[a-z][A-Za-z]+";
  }

  @Test
  void names_no_machine() {
    assertThat(document().has("servers")).isFalse();
  }
}
