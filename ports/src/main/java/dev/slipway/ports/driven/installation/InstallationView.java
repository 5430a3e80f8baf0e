package dev.slipway.ports.driven.installation;

import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.commit.Versioned;
import java.util.Optional;

/**
 * An installation with what an answer shows beside it, read together.
 *
 * @param installation the installation
 * @param registration the runtime that counts for its health
 * @param latest the provider's latest published version at reading time
 */
public record InstallationView(
    Versioned<Installation> installation,
    Optional<Versioned<Registration>> registration,
    Optional<SemVer> latest) {}
