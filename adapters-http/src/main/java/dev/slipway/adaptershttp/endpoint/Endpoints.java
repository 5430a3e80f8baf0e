package dev.slipway.adaptershttp.endpoint;

import dev.slipway.domain.json.Json;
import dev.slipway.ports.driving.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The table of everything that is served at {@code /}. */
public final class Endpoints {
  private Endpoints() {}

  /** The root of all endpoints over a platform, for the same arguments as {@link #of}. */
  public static Root root(
      Platform platform,
      Map<String, BooleanSupplier> readiness,
      Supplier<String> metrics,
      Function<List<Endpoint>, Json> document) {
    return new Root("", Dialect.plain(), of(platform, readiness, metrics, document));
  }

  /**
   * All endpoints over a platform.
   *
   * @param platform answers
   * @param readiness what must hold before the server counts as ready, by name
   * @param metrics numbers in the text format of Prometheus
   * @param document makes the OpenAPI document of endpoints
   */
  public static List<Endpoint> of(
      Platform platform,
      Map<String, BooleanSupplier> readiness,
      Supplier<String> metrics,
      Function<List<Endpoint>, Json> document) {
    var all = new ArrayList<Endpoint>();
    // Made when it is first asked for, because it describes the endpoint that serves it too.
    var described = new AtomicReference<@Nullable Json>();
    Supplier<Json> once =
        () -> described.updateAndGet(made -> made == null ? document.apply(all) : made);
    all.addAll(new SystemEndpoints(Map.copyOf(readiness), metrics, once).all());
    all.addAll(new PublishingEndpoints(platform.publish(), platform.yank()).all());
    all.addAll(new CatalogueEndpoints(platform.catalogue(), platform.providers()).all());
    all.addAll(new ProviderFormEndpoints(platform.providerForms()).all());
    all.addAll(new RuntimeVersionEndpoints(platform.runtimeVersions()).all());
    all.addAll(new InstallationEndpoints(platform).all());
    all.addAll(new RegistrationEndpoints(platform.runtimes()).all());
    all.addAll(new TokenEndpoints(platform.tokens()).all());
    all.addAll(new IdentityEndpoints().all());
    return List.copyOf(all);
  }
}
