/**
 * Reading the catalogue: {@link dev.slipway.ports.driven.catalogue.Catalogue} of providers and
 * their versions, {@link dev.slipway.ports.driven.catalogue.RuntimeVersions} on which they run.
 */
@NullMarked
package dev.slipway.ports.driven.catalogue;

import org.jspecify.annotations.NullMarked;
