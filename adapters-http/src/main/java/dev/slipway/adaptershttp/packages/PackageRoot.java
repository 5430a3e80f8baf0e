package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.cursor.Cursors;
import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.endpoint.Handling;
import dev.slipway.adaptershttp.endpoint.Root;
import dev.slipway.adaptershttp.envelope.EnvelopeDialect;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driving.Platform;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The root {@code /v1}: packages and what belongs to them (docs/adr/0019-two-roots.md). */
public final class PackageRoot {
  private PackageRoot() {}

  /**
   * The root over a platform.
   *
   * @param platform answers
   * @param base where the server is reached, for absolute URLs; asked once it listens
   * @param document makes the OpenAPI document of endpoints
   */
  public static Root of(
      Platform platform, Supplier<URI> base, Function<List<Endpoint>, Json> document) {
    var reception = new Reception(platform.chooseWorkspace());
    var links = new Links(base);
    var rendering = new PackageRendering(links);
    Supplier<String> secret = () -> platform.cursorKey().text();
    var cursors = new Cursors(secret);
    var all = new ArrayList<Endpoint>();
    // Made when it is first asked for, because it describes the endpoint that serves it too.
    var described = new AtomicReference<@Nullable Json>();
    Supplier<Json> once =
        () -> described.updateAndGet(made -> made == null ? document.apply(all) : made);
    all.add(
        Route.get("/openapi.json", "getOpenApi", "This document")
            .answers(200, "OpenApi")
            .handled(new Handling.Probes(() -> Answer.json(200, once.get()), false)));
    all.addAll(
        new PackageEndpoints(
                reception,
                rendering,
                cursors,
                platform.packages(),
                platform.importPackage(),
                platform.deletePackage())
            .all());
    all.addAll(
        new VersionEndpoints(
                reception,
                rendering,
                cursors,
                platform.packages(),
                platform.publishPackageVersion())
            .all());
    all.addAll(new FormEndpoints(reception, platform.packageForms()).all());
    all.addAll(new WorkspaceEndpoints(reception, links, cursors, platform.workspaces()).all());
    all.addAll(
        new WorkspaceTokenEndpoints(reception, links, cursors, platform.workspaceTokens()).all());
    all.addAll(
        new RegistryConnectionEndpoints(
                reception, links, cursors, platform.registryConnections(), secret)
            .all());
    return new Root("v1", new EnvelopeDialect(), all);
  }
}
