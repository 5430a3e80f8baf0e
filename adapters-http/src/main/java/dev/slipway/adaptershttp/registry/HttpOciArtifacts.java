package dev.slipway.adaptershttp.registry;

import dev.slipway.adaptershttp.fetch.GuardedFetch;
import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.ports.driven.artifact.OciArtifacts;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link OciArtifacts} by the distribution protocol, guarded and bounded as {@link
 * RegistrySettings} say. Thread-safe; blocks the calling thread, best a virtual one. Implements
 * section 5 of the contract's page on packages.
 */
public final class HttpOciArtifacts implements OciArtifacts {
  private static final Logger LOG = LoggerFactory.getLogger(HttpOciArtifacts.class);

  private final GuardedFetch fetch;
  private final RegistrySettings settings;

  private HttpOciArtifacts(GuardedFetch fetch, RegistrySettings settings) {
    this.fetch = fetch;
    this.settings = settings;
  }

  /**
   * Artifacts fetched by the event loops of {@code vertx}; closed with it.
   *
   * @throws IllegalStateException if the certificates that the Java platform trusts cannot be read
   */
  public static OciArtifacts create(Vertx vertx, RegistrySettings settings) {
    return new HttpOciArtifacts(GuardedFetch.create(vertx, settings.fetching()), settings);
  }

  @Override
  public Inspected inspect(
      OciRepository repository, ContentDigest digest, RegistryCredential credential) {
    Inspected outcome;
    try {
      outcome = Look.at(fetch, settings, repository, credential).inspect(digest);
    } catch (Ended e) {
      LOG.info(
          "Looking into {}@{} ended: {} ({})", repository, digest, e.outcome(), e.getMessage());
      return e.outcome();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Looking into " + repository + "@" + digest + " was interrupted, and may be tried again",
          e);
    }
    LOG.info("Looking into {}@{}: {}", repository, digest, words(outcome));
    return outcome;
  }

  /** Without what a stranger has written into the artifact. */
  private static String words(Inspected outcome) {
    return outcome instanceof Inspected.Read ? "read" : outcome.toString();
  }
}
