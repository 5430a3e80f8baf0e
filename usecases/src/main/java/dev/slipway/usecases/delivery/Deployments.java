package dev.slipway.usecases.delivery;

import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.installation.Details;
import dev.slipway.domain.installation.Rollout;
import dev.slipway.ports.driven.catalogue.Catalogue;
import dev.slipway.ports.driven.catalogue.RuntimeVersions;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.usecases.registration.RuntimeTokens;
import java.util.Optional;

/** Gathers all that a runtime adapter needs to bring out a rollout. Thread-safe. */
final class Deployments {

  private final Catalogue catalogue;
  private final RuntimeVersions runtimeVersions;
  private final RuntimeTokens tokens;

  Deployments(Catalogue catalogue, RuntimeVersions runtimeVersions, RuntimeTokens tokens) {
    this.catalogue = catalogue;
    this.runtimeVersions = runtimeVersions;
    this.tokens = tokens;
  }

  /** A rollout of an installation, with a fresh token; empty when its version is not there. */
  Optional<Deployment> of(Details details, Rollout rollout) {
    var version = new VersionId(details.id().provider(), rollout.specification().version());
    return catalogue.version(version).map(stored -> deployment(details, rollout, stored.value()));
  }

  private Deployment deployment(Details details, Rollout rollout, ProviderVersion version) {
    var image =
        runtimeVersions
            .ofPrecedence(version.release().runtimeVersion())
            .map(RuntimeVersion::imageUrl)
            .orElse("");
    var token = tokens.mint(details.id(), details.incarnation(), rollout.number());
    return new Deployment(
        details.id(),
        details.incarnation(),
        details.generation(),
        rollout,
        details.running().filter(serving -> serving.number() == rollout.number()).isPresent(),
        version.release(),
        image,
        new Deployment.Credentials(token.token()));
  }
}
