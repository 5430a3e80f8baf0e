/**
 * What is wrong with what somebody filled in.
 *
 * <p>A text from outside becomes a value through a {@link dev.slipway.domain.form.Parsed}: either
 * the value, or the reason why there is none. A {@link dev.slipway.domain.form.Violation} says
 * which field of a form the reason belongs to; an answer may carry many of them.
 */
@NullMarked
package dev.slipway.domain.form;

import org.jspecify.annotations.NullMarked;
