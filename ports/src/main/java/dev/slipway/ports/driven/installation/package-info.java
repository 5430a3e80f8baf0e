/**
 * Reading {@link dev.slipway.ports.driven.installation.Installations}, and the world in which they
 * run: {@link dev.slipway.ports.driven.installation.ProviderRuntimes}.
 */
@NullMarked
package dev.slipway.ports.driven.installation;

import org.jspecify.annotations.NullMarked;
