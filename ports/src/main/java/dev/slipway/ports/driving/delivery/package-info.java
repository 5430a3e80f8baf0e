/**
 * The work behind the requests: delivering messages, watching deadlines, comparing what runs with
 * what should.
 */
@NullMarked
package dev.slipway.ports.driving.delivery;

import org.jspecify.annotations.NullMarked;
