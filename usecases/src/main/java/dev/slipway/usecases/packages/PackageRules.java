package dev.slipway.usecases.packages;

/**
 * What an operator decides about packages.
 *
 * @param requireEmbeddedSchema whether an artifact without a schema of its own is refused
 */
public record PackageRules(boolean requireEmbeddedSchema) {}
