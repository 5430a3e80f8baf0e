package dev.slipway.app.server;

import dagger.Module;
import dagger.Provides;
import dev.slipway.adaptershttp.fetch.FetchSettings;
import dev.slipway.adaptershttp.fetch.HttpWheels;
import dev.slipway.adaptershttp.registry.HttpOciArtifacts;
import dev.slipway.adaptershttp.registry.RegistrySettings;
import dev.slipway.adaptershttp.server.HttpServer;
import dev.slipway.adaptershttp.server.HttpSettings;
import dev.slipway.adaptershttp.server.RunningServer;
import dev.slipway.adaptersinmemory.identity.RandomIds;
import dev.slipway.adaptersinmemory.runtimes.ExternalRuntimes;
import dev.slipway.adaptersinmemory.runtimes.SimulatedRuntimes;
import dev.slipway.adaptersinmemory.runtimes.SimulatedSettings;
import dev.slipway.adaptersjsonschema.NetworkntSchemaChecks;
import dev.slipway.adaptersk8s.KubernetesRuntimes;
import dev.slipway.adaptersprocess.ProcessRuntimes;
import dev.slipway.adaptersprocess.ProcessSettings;
import dev.slipway.adaptersprocess.RuntimesNotStarted;
import dev.slipway.app.closing.Closing;
import dev.slipway.app.configuration.Settings;
import dev.slipway.app.exit.CommandFailed;
import dev.slipway.app.loops.EventLoops;
import dev.slipway.app.storage.Storage;
import dev.slipway.domain.delivery.Backoff;
import dev.slipway.kit.RuntimesFactory;
import dev.slipway.kit.Slipway;
import dev.slipway.kit.Surroundings;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.artifact.OciArtifacts;
import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.wheel.Wheels;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** How each part of a server is made. Whatever is opened is noted for closing. */
@Module
final class ServerModule {

  /** So long a provider may take to end when it is asked to. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private ServerModule() {}

  @Provides
  @Singleton
  static InstantSource clock() {
    return InstantSource.system();
  }

  @Provides
  @Singleton
  static Ids ids(InstantSource clock) {
    return RandomIds.create(clock, new SecureRandom());
  }

  @Provides
  @Singleton
  static OwnAddress ownAddress(Settings settings) {
    return new OwnAddress(settings.listening().publicUrl());
  }

  @Provides
  @Singleton
  static EventLoops eventLoops(Settings settings, Closing closing) {
    int cores = Runtime.getRuntime().availableProcessors();
    // A database on this machine works for them on the other half.
    boolean shared = settings.store().choice().sharesTheMachine();
    EventLoops loops = EventLoops.start(shared ? Math.max(1, cores / 2) : cores);
    closing.add("the event loops", loops::close);
    return loops;
  }

  @Provides
  static Vertx vertx(EventLoops loops) {
    return loops.vertx();
  }

  @Provides
  @Singleton
  static Store store(Settings settings, EventLoops loops, Closing closing) {
    return Storage.forServer(settings.store(), loops, closing);
  }

  @Provides
  @Singleton
  static FetchSettings fetchSettings(Settings settings) {
    Settings.Fetching fetching = settings.fetching();
    return FetchSettings.defaults()
        .withAllowedHosts(fetching.allowedHosts())
        .withTrustedCertificates(fetching.trusted())
        .withMaxBytes(fetching.maxWheel())
        .withTimeLimit(fetching.timeout());
  }

  @Provides
  @Singleton
  static Wheels wheels(Vertx vertx, FetchSettings fetching) {
    return HttpWheels.create(vertx, fetching);
  }

  @Provides
  @Singleton
  static OciArtifacts artifacts(Vertx vertx, FetchSettings fetching, Settings settings) {
    return HttpOciArtifacts.create(
        vertx,
        RegistrySettings.of(fetching)
            .withMaxManifest(settings.packages().maxManifest())
            .withMaxArtifact(settings.packages().maxArtifact()));
  }

  @Provides
  @Singleton
  static SchemaChecks schemaChecks() {
    return NetworkntSchemaChecks.create();
  }

  @Provides
  @Singleton
  static RuntimesFactory runtimes(
      Settings settings, Wheels wheels, OwnAddress ownAddress, Ids ids, Closing closing) {
    String holder = ids.next("srv");
    return switch (settings.runtimes().choice()) {
      case PROCESS ->
          surroundings -> {
            ProcessRuntimes processes = start(settings, wheels, ownAddress, holder, surroundings);
            closing.add("the process runtimes", processes::close);
            return processes;
          };
      case SIMULATED ->
          surroundings -> {
            SimulatedRuntimes simulated =
                SimulatedRuntimes.create(
                    SimulatedSettings.of(holder).withLease(settings.delivery().lease()),
                    surroundings.registration(),
                    surroundings.leases(),
                    surroundings.clock());
            simulated.start();
            closing.add("the simulated runtimes", simulated::close);
            return simulated;
          };
      case EXTERNAL -> surroundings -> ExternalRuntimes.create();
      case KUBERNETES ->
          surroundings -> {
            KubernetesRuntimes cluster = KubernetesStart.start(settings, ownAddress, surroundings);
            closing.add("the watch of Kubernetes", cluster::close);
            return cluster;
          };
    };
  }

  private static ProcessRuntimes start(
      Settings settings,
      Wheels wheels,
      OwnAddress ownAddress,
      String holder,
      Surroundings surroundings) {
    Surroundings.FreshTokens tokens = surroundings.tokens();
    try {
      return ProcessRuntimes.start(
          ProcessSettings.of(
                  settings.store().data().resolve("runtimes"),
                  holder,
                  () -> ownAddress.await().toString(),
                  tokens::mint)
              .withGrace(GRACE, settings.bounds().drainTimeout()),
          wheels,
          surroundings.leases(),
          surroundings.clock());
    } catch (RuntimesNotStarted e) {
      throw CommandFailed.refused("--runtimes process: " + e.getMessage(), e);
    }
  }

  @Provides
  @Singleton
  static Slipway slipway(
      Settings settings,
      Store store,
      Wheels wheels,
      OciArtifacts artifacts,
      SchemaChecks schemaChecks,
      RuntimesFactory runtimes,
      Ids ids,
      InstantSource clock) {
    return Slipway.builder()
        .settings(rules(settings))
        .store(store)
        .wheels(wheels)
        .artifacts(artifacts)
        .schemas(schemaChecks)
        .runtimes(runtimes)
        .ids(ids)
        .clock(clock)
        .build();
  }

  private static dev.slipway.kit.Settings rules(Settings settings) {
    Settings.Delivery delivery = settings.delivery();
    return new dev.slipway.kit.Settings(
        settings.runtimes().registrationDeadline(),
        settings.runtimes().heartbeatInterval(),
        delivery.attempts(),
        new Backoff(delivery.retryBase(), delivery.retryCap()),
        delivery.lease(),
        settings.runtimes().dispatchDeadline(),
        settings.bounds().idempotencyRetention(),
        settings.fetching().requireDigest(),
        settings.packages().requireEmbeddedSchema(),
        delivery.workers(),
        settings.bounds().drainTimeout(),
        settings.dev());
  }

  @Provides
  @Singleton
  static PrometheusMeterRegistry registry(Closing closing) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    JvmGcMetrics gc = new JvmGcMetrics();
    closing.add("the metrics of the garbage collector", gc::close);
    gc.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return registry;
  }

  @Provides
  @Singleton
  static RunningServer http(
      Vertx vertx,
      Settings settings,
      Slipway slipway,
      Store store,
      PrometheusMeterRegistry registry) {
    Settings.Bounds bounds = settings.bounds();
    return HttpServer.start(
        vertx,
        HttpSettings.onLoopback()
            .listeningOn(settings.listening().host(), settings.listening().port())
            .bounded(bounds.maxBody(), bounds.inFlight(), bounds.maxConnections())
            .draining(bounds.drainTimeout())
            .reachedAt(settings.listening().publicUrl()),
        slipway,
        Map.of("database", store::reachable, "workers", slipway::working),
        registry,
        registry::scrape);
  }
}
