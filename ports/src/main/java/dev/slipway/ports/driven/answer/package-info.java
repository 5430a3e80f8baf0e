/**
 * {@link dev.slipway.ports.driven.answer.KeptAnswers}: what was answered under an idempotency key.
 */
@NullMarked
package dev.slipway.ports.driven.answer;

import org.jspecify.annotations.NullMarked;
