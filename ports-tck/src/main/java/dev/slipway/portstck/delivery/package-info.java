/**
 * What every store owes to workers: {@link dev.slipway.portstck.delivery.OutboxContract}, {@link
 * dev.slipway.portstck.delivery.OutboxRacesContract}, {@link
 * dev.slipway.portstck.delivery.WakeupsContract}, {@link
 * dev.slipway.portstck.delivery.DeadLettersContract}.
 */
@NullMarked
package dev.slipway.portstck.delivery;

import org.jspecify.annotations.NullMarked;
