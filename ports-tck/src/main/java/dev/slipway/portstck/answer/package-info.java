/**
 * What every store owes to those who ask twice: {@link
 * dev.slipway.portstck.answer.KeptAnswersContract}.
 */
@NullMarked
package dev.slipway.portstck.answer;

import org.jspecify.annotations.NullMarked;
