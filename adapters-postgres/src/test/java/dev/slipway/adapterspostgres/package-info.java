/** Specifies the store on PostgreSQL, on a real one that is started for the tests. */
@NullMarked
package dev.slipway.adapterspostgres;

import org.jspecify.annotations.NullMarked;
