/**
 * Reading forms: the objects that requests carry, field by field.
 *
 * <p>A {@link dev.slipway.adaptershttp.form.Form} is asked for its fields in their order, each by a
 * {@link dev.slipway.adaptershttp.form.Rule}, and remembers everything that is wrong; in the end it
 * is {@link dev.slipway.adaptershttp.form.Filled}, or not. What a field may be is said where the
 * field is read; nothing here knows a route.
 */
@NullMarked
package dev.slipway.adaptershttp.form;

import org.jspecify.annotations.NullMarked;
