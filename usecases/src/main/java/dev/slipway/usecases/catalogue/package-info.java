/**
 * How publishing and browsing are kept. Who may see and change which provider is judged in {@link
 * dev.slipway.usecases.catalogue.Ownership} alone.
 */
@NullMarked
package dev.slipway.usecases.catalogue;

import org.jspecify.annotations.NullMarked;
