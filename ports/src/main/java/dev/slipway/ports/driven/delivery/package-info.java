/**
 * The {@link dev.slipway.ports.driven.delivery.Outbox} from which workers take messages, the {@link
 * dev.slipway.ports.driven.delivery.DeadLetters} that nobody understood, and {@link
 * dev.slipway.ports.driven.delivery.Wakeups}.
 */
@NullMarked
package dev.slipway.ports.driven.delivery;

import org.jspecify.annotations.NullMarked;
