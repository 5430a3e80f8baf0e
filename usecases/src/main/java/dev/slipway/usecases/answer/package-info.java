/** Taking effect once for one idempotency key: {@link dev.slipway.usecases.answer.Answers}. */
@NullMarked
package dev.slipway.usecases.answer;

import org.jspecify.annotations.NullMarked;
