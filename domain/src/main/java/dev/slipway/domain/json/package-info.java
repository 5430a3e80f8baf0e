/**
 * JSON as a value: what people filled in, and what they are answered with.
 *
 * <p>{@link dev.slipway.domain.json.Json} is one of six records. Two of them are equal when they
 * mean the same (objects ignore the order of their members, numbers compare by value), and yet each
 * keeps the order and the digits that it came with. Nothing here parses JSON: adapters do.
 */
@NullMarked
package dev.slipway.domain.json;

import org.jspecify.annotations.NullMarked;
