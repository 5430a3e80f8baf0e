package dev.slipway.portstck.walk;

import dev.slipway.domain.installation.Installation.LifecycleState;

/** An installation's move from one state to another. */
public record Move(LifecycleState from, LifecycleState to) {}
