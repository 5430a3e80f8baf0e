package dev.slipway.usecases.catalogue;

/**
 * What an operator decides about publishing.
 *
 * @param requireDigest whether a wheel without a digest is refused
 */
public record PublishingRules(boolean requireDigest) {}
