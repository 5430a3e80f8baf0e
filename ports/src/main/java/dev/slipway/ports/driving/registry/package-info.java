/** The credentials that workspaces hold for other people's registries. */
@NullMarked
package dev.slipway.ports.driving.registry;

import org.jspecify.annotations.NullMarked;
