package dev.slipway.ports.driven.packages;

import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.RegisteredPackage;
import java.util.Optional;

/**
 * What registering a version has to look at, read together.
 *
 * @param found the package
 * @param samePrecedence its version of the precedence that is asked for
 */
public record VersionScene(RegisteredPackage found, Optional<PackageVersion> samePrecedence) {}
