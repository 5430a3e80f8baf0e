package dev.slipway.app.server;

import dagger.BindsInstance;
import dagger.Component;
import dev.slipway.adaptershttp.server.RunningServer;
import dev.slipway.app.closing.Closing;
import dev.slipway.app.configuration.Settings;
import dev.slipway.kit.Slipway;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.artifact.OciArtifacts;
import dev.slipway.ports.driven.schema.SchemaChecks;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/** The wiring of a server: what each part needs, and nothing of when it starts. */
@Singleton
@Component(modules = ServerModule.class)
interface ServerComponent {

  /** The platform; its workers do not run yet. */
  Slipway slipway();

  /** The HTTP server, listening. */
  RunningServer http();

  /** To be told where it listens. */
  OwnAddress ownAddress();

  /** What is stored; opening it is mostly waiting. */
  Store store();

  /** The event loops; they need no store, as the rest below. */
  Vertx vertx();

  /** The validator of schemas. */
  SchemaChecks schemaChecks();

  /** The client of registries; that of wheels comes with it. */
  OciArtifacts artifacts();

  /** The metrics. */
  PrometheusMeterRegistry registry();

  /** Makes the component. */
  @Component.Factory
  interface Factory {
    ServerComponent create(@BindsInstance Settings settings, @BindsInstance Closing closing);
  }
}
