package dev.slipway.adaptershttp.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps account of every request: one line in the access log, and the numbers of {@code /metrics}.
 * Neither ever holds a token, a body or a query. Thread-safe.
 */
final class Accounts implements Exchange.Account {

  private static final Logger LOG = LoggerFactory.getLogger("dev.slipway.access");
  private static final long NANOS_PER_TENTH = 100_000;

  private final MeterRegistry registry;

  /** Looking one up in the registry costs more than to count. As many as routes have answers. */
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  private record Kind(String method, String route, String outcome) {}

  Accounts(MeterRegistry registry, Connections connections, Bridge bridge) {
    this.registry = registry;
    Gauge.builder("slipway.http.connections", connections, Connections::open)
        .description("Connections that are open")
        .register(registry);
    Gauge.builder("slipway.http.in.flight", bridge, Bridge::inFlight)
        .description("Requests that are worked on")
        .register(registry);
  }

  @Override
  public void answered(Exchange exchange, int status, long nanos) {
    count(exchange, Integer.toString(status), nanos);
  }

  @Override
  public void abandoned(Exchange exchange, long nanos) {
    count(exchange, "abandoned", nanos);
  }

  private void count(Exchange exchange, String outcome, long nanos) {
    var kind =
        new Kind(exchange.route().equals("-") ? "-" : exchange.method(), exchange.route(), outcome);
    timers.computeIfAbsent(kind, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    if (LOG.isInfoEnabled()) {
      LOG.info(
          "{} {} {} {}ms id={} organization={}",
          exchange.method(),
          exchange.path(),
          outcome,
          millis(nanos),
          exchange.requestId(),
          exchange.organization());
    }
  }

  private Timer timer(Kind kind) {
    return registry.timer(
        "slipway.http.requests",
        "method",
        kind.method(),
        "route",
        kind.route(),
        "status",
        kind.outcome());
  }

  /** Milliseconds with one digit of a fraction; a formatter would cost more than the rest. */
  static String millis(long nanos) {
    long tenths = (nanos + NANOS_PER_TENTH / 2) / NANOS_PER_TENTH;
    return tenths / 10 + "." + tenths % 10;
  }
}
