/** Opening a store, wherever it is: {@link dev.slipway.app.storage.Storage}. */
@NullMarked
package dev.slipway.app.storage;

import org.jspecify.annotations.NullMarked;
