/**
 * State machines as data: {@link dev.slipway.domain.states.Machine} names situations and events,
 * {@link dev.slipway.domain.states.TransitionTable} says in text what each pair comes to, and
 * {@link dev.slipway.domain.states.StateDiagram} draws it.
 */
@NullMarked
package dev.slipway.domain.states;

import org.jspecify.annotations.NullMarked;
