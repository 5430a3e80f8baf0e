/** Asking twice and taking effect once: {@link dev.slipway.ports.driving.answer.Idempotency}. */
@NullMarked
package dev.slipway.ports.driving.answer;

import org.jspecify.annotations.NullMarked;
