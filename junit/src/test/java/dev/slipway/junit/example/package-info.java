/** How another team's test uses the platform. */
@NullMarked
package dev.slipway.junit.example;

import org.jspecify.annotations.NullMarked;
