/**
 * What every world in which providers run owes its callers.
 *
 * <p>{@link dev.slipway.portstck.runtimes.ProviderRuntimesContract} holds for all of them, {@link
 * dev.slipway.portstck.runtimes.DeployingRuntimesContract} beside it for those that deploy.
 */
@NullMarked
package dev.slipway.portstck.runtimes;

import org.jspecify.annotations.NullMarked;
