/** What stores owe those who keep credentials for registries. */
@NullMarked
package dev.slipway.portstck.registry;

import org.jspecify.annotations.NullMarked;
