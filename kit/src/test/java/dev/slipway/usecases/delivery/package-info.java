/** Tests of what a worker keeps in mind between messages, where the kit's cannot see it. */
@NullMarked
package dev.slipway.usecases.delivery;

import org.jspecify.annotations.NullMarked;
