/**
 * What single functions cost, by JMH: versions, state machines, JSON and the router, beside other
 * libraries where there are some.
 */
@NullMarked
package dev.slipway.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
