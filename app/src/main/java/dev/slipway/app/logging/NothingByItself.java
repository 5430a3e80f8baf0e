package dev.slipway.app.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Keeps the library from setting itself up: {@link Logging#begin} does it, and the search for files
 * that nobody has takes time at every start. Named in {@code META-INF/services}.
 */
public final class NothingByItself extends ContextAwareBase implements Configurator {

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
