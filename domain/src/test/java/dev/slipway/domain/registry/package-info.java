/** Tests of credentials for registries. */
@NullMarked
package dev.slipway.domain.registry;

import org.jspecify.annotations.NullMarked;
