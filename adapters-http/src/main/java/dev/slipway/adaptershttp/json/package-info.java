/**
 * Reading JSON that a stranger sent.
 *
 * <p>{@link dev.slipway.adaptershttp.json.JsonReader} turns bytes into a value within the bounds of
 * the wire, or says at which character it stopped.
 */
@NullMarked
package dev.slipway.adaptershttp.json;

import org.jspecify.annotations.NullMarked;
