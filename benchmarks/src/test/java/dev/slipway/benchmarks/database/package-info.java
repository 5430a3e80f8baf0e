/** What the databases of measures, and those who listen to them, owe the drivers. */
@NullMarked
package dev.slipway.benchmarks.database;

import org.jspecify.annotations.NullMarked;
