/**
 * The shape of the house, as sentences: {@link dev.slipway.architecturetests.House} has the rules,
 * one test class holds the house to them, and another shows on a house full of violations that
 * every rule can fail.
 */
@NullMarked
package dev.slipway.architecturetests;

import org.jspecify.annotations.NullMarked;
