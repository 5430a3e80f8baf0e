/** Forms, field by field. */
@NullMarked
package dev.slipway.adaptershttp.form;

import org.jspecify.annotations.NullMarked;
