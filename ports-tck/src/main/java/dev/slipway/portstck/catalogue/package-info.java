/**
 * What every store owes to those who read the catalogue: {@link
 * dev.slipway.portstck.catalogue.CatalogueContract}, {@link
 * dev.slipway.portstck.catalogue.CatalogueSearchContract}, {@link
 * dev.slipway.portstck.catalogue.RuntimeVersionsContract}.
 */
@NullMarked
package dev.slipway.portstck.catalogue;

import org.jspecify.annotations.NullMarked;
