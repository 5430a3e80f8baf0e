/**
 * Looking into artifacts over real sockets: friendly registries by {@link
 * dev.slipway.adaptershttp.localregistry.LocalRegistry} and, where it is installed, by
 * docker-registry; hostile ones by scripts that answer whatever bytes a test wants.
 */
@NullMarked
package dev.slipway.adaptershttp.registry;

import org.jspecify.annotations.NullMarked;
