package dev.slipway.adaptershttp.server;

import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Refusal;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driven.installation.RuntimeUnavailable;
import dev.slipway.ports.driven.registry.RegistryConnections.CredentialUnreadable;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way from an event loop to code that may block: a virtual thread a request, and no more of
 * them at once than there are permits. Also where the failures of a request become answers.
 * Thread-safe.
 */
final class Bridge {

  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

  private final Semaphore permits;
  private final int all;
  private final RequestIds ids;

  Bridge(int inFlight, RequestIds ids) {
    this.permits = new Semaphore(inFlight);
    this.all = inFlight;
    this.ids = ids;
  }

  /** How many requests are worked on under a permit. */
  int inFlight() {
    return all - permits.availablePermits();
  }

  /** Answers an exchange on a thread of its own, or that the server is full. */
  void cross(Exchange exchange, Supplier<Answer> work) {
    if (!permits.tryAcquire()) {
      exchange.refuse(new Refusal.Full());
      return;
    }
    start(
        exchange,
        () -> {
          try {
            return work.get();
          } finally {
            permits.release();
          }
        });
  }

  /** The same for what must be answered however full the server is. */
  void crossAlways(Exchange exchange, Supplier<Answer> work) {
    start(exchange, work);
  }

  private void start(Exchange exchange, Supplier<Answer> work) {
    Thread.ofVirtual()
        .name("request-" + exchange.requestId())
        .start(() -> exchange.send(answer(exchange, work)));
  }

  /** The boundary of a request: whatever fails inside is answered here, and logged once. */
  private Answer answer(Exchange exchange, Supplier<Answer> work) {
    try {
      return work.get();
    } catch (StorageUnavailable e) {
      LOG.warn("{}: the store is not available: {}", exchange, e.toString());
      return exchange.says(new Refusal.StoreUnavailable());
    } catch (OutcomeUnknown e) {
      LOG.warn("{}: nobody knows whether it took effect: {}", exchange, e.toString());
      return exchange.says(new Refusal.OutcomeUnknown());
    } catch (RuntimeUnavailable e) {
      LOG.warn("{}: what runs cannot be seen: {}", exchange, e.toString());
      return exchange.says(new Refusal.RuntimesUnavailable());
    } catch (InstallationConfig.Unreadable | CredentialUnreadable e) {
      LOG.warn("{}: {}", exchange, e.getMessage());
      return exchange.says(new Refusal.Sealed(String.valueOf(e.getMessage())));
    } catch (Throwable e) {
      var incident = ids.incident();
      LOG.error("{}: incident {}", exchange, incident, e);
      return exchange.says(new Refusal.Unexpected(exchange.requestId(), incident));
    }
  }
}
