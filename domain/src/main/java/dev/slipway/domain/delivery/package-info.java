/**
 * Messages: what must still be done in the world because of a change that is already stored.
 *
 * <p>A {@link dev.slipway.domain.delivery.Message} is stored in the same commit as the change that
 * caused it. Messages of one {@link dev.slipway.domain.delivery.DeliveryKey} are delivered in
 * order, one at a time. {@link dev.slipway.domain.delivery.Backoff} says when a failed delivery is
 * tried again; a {@link dev.slipway.domain.delivery.DeadLetter} is a message that nobody could
 * understand.
 */
@NullMarked
package dev.slipway.domain.delivery;

import org.jspecify.annotations.NullMarked;
