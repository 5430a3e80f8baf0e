/** The data folder and the embedded PostgreSQL, with real files and a real database. */
@NullMarked
package dev.slipway.app.embedded;

import org.jspecify.annotations.NullMarked;
