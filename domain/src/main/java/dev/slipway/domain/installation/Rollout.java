package dev.slipway.domain.installation;

/**
 * One specification, brought out once. Bringing out the same specification again is another
 * rollout: that is how a redeploy differs from what already runs.
 *
 * @param number the generation of the operation that first brought it out
 * @param specification what runs in it
 */
public record Rollout(long number, Specification specification) {}
