/**
 * The entry point for embedding: {@link dev.slipway.kit.Slipway} is the whole platform in one
 * object.
 *
 * <p>{@link dev.slipway.kit.Slipway#inMemory()} runs at once, with nothing else; {@link
 * dev.slipway.kit.Slipway#builder()} takes a store, runtimes and other adapters. {@link
 * dev.slipway.kit.Settings} holds what an operator decides.
 */
@NullMarked
package dev.slipway.kit;

import org.jspecify.annotations.NullMarked;
