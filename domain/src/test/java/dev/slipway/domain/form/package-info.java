/** What a form's values and complaints promise. */
@NullMarked
package dev.slipway.domain.form;

import org.jspecify.annotations.NullMarked;
