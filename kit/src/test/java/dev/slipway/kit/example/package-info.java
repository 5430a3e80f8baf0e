/** What the README shows, compiled and run. */
@NullMarked
package dev.slipway.kit.example;

import org.jspecify.annotations.NullMarked;
