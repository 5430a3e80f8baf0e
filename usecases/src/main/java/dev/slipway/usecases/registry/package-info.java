/** How workspaces get and lose credentials for registries. */
@NullMarked
package dev.slipway.usecases.registry;

import org.jspecify.annotations.NullMarked;
