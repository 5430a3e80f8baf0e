/**
 * Installations: what a tenant wants to run, what runs, and the way from one to the other.
 *
 * <p>An {@link dev.slipway.domain.installation.Installation} is in one of five states; {@link
 * dev.slipway.domain.installation.InstallationMachine} is the one place that moves it. What must be
 * done in the world because of a move leaves it as {@link
 * dev.slipway.domain.installation.InstallerMessage}s. Which versions may be asked for is judged by
 * {@link dev.slipway.domain.installation.Direction}.
 */
@NullMarked
package dev.slipway.domain.installation;

import org.jspecify.annotations.NullMarked;
