/**
 * What lives on this machine: the {@link dev.slipway.app.embedded.DataFolder}, owned by one process
 * at a time, and in it the {@link dev.slipway.app.embedded.EmbeddedPostgres}, a durable PostgreSQL
 * that lives and dies with its server (design.md section 7, contract/foundation.md section 6).
 */
@NullMarked
package dev.slipway.app.embedded;

import org.jspecify.annotations.NullMarked;
