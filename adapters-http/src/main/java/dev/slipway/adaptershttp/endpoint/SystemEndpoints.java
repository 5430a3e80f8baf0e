package dev.slipway.adaptershttp.endpoint;

import dev.slipway.domain.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What probes, scrapers and generators of code ask for. */
final class SystemEndpoints {

  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Map<String, BooleanSupplier> readiness;
  private final Supplier<String> metrics;
  private final Supplier<Json> document;

  SystemEndpoints(
      Map<String, BooleanSupplier> readiness, Supplier<String> metrics, Supplier<Json> document) {
    this.readiness = readiness;
    this.metrics = metrics;
    this.document = document;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("/health", "isAlive", "Whether the process lives")
            .answers(200, "Ok")
            .probeWhenFull(SystemEndpoints::ok),
        Endpoint.get("/ready", "isReady", "Whether the server can do its work")
            .answers(200, "Ok")
            .answers(503, "NotReady")
            .probe(this::ready),
        Endpoint.get("/metrics", "getMetrics", "Numbers in the text format of Prometheus")
            .answers(200, "Metrics")
            .probeWhenFull(() -> Answer.text(PROMETHEUS, metrics.get())),
        Endpoint.get("/openapi.json", "getOpenApi", "This document")
            .answers(200, "OpenApi")
            .probe(() -> Answer.json(200, document.get())));
  }

  private static Answer ok() {
    return Answer.json(200, Json.object().put("status", "ok").build());
  }

  private Answer ready() {
    var failing =
        readiness.entrySet().stream()
            .filter(check -> !check.getValue().getAsBoolean())
            .map(Map.Entry::getKey)
            .sorted()
            .map(Json::string)
            .toList();
    return failing.isEmpty()
        ? ok()
        : Answer.json(
            503,
            Json.object().put("status", "unavailable").put("failing", Json.array(failing)).build());
  }
}
