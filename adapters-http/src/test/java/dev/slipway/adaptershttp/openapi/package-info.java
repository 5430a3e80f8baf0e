/** The document and the table of endpoints. */
@NullMarked
package dev.slipway.adaptershttp.openapi;

import org.jspecify.annotations.NullMarked;
