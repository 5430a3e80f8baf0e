/**
 * What is offered: providers, their versions, and the wheels that those are made of.
 *
 * <p>A {@link dev.slipway.domain.catalogue.ProviderName} names a provider; a {@link
 * dev.slipway.domain.catalogue.WheelUrl} says where the code of a version lies, and a {@link
 * dev.slipway.domain.digest.Sha256} which bytes lie there.
 */
@NullMarked
package dev.slipway.domain.catalogue;

import org.jspecify.annotations.NullMarked;
