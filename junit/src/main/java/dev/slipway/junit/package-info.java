/**
 * The whole platform in a test: {@link dev.slipway.junit.SlipwayTest} gives a test a {@link
 * dev.slipway.junit.VirtualPlatform}, in which everything happens in memory, in virtual time, and
 * only when the test says so.
 */
@NullMarked
package dev.slipway.junit;

import org.jspecify.annotations.NullMarked;
