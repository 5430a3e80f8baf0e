/**
 * How the platform's values look on the wire: one class a concept, one method an answer.
 *
 * <p>Field lists and their order are sections 1, 2, 4 and 5 of the contract's foundation; the
 * OpenAPI schemas of the same names say the same, and tests hold every answer against them. Pure.
 */
@NullMarked
package dev.slipway.adaptershttp.rendering;

import org.jspecify.annotations.NullMarked;
