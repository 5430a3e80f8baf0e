/**
 * Fetching against real servers: {@link dev.slipway.adaptershttp.fetch.TestServer} speaks TLS with
 * certificates of {@link dev.slipway.adaptershttp.fetch.TestAuthority} and answers with whatever
 * bytes a test wants, however wrong.
 */
@NullMarked
package dev.slipway.adaptershttp.fetch;

import org.jspecify.annotations.NullMarked;
