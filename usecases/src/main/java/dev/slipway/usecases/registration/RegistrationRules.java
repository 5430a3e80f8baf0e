package dev.slipway.usecases.registration;

import java.time.Duration;

/**
 * What an operator decides about running providers.
 *
 * @param heartbeatInterval how often a runtime must be heard
 * @param lease how long a lease holds
 * @param dispatchDeadline how long a runtime may work on one request
 */
public record RegistrationRules(
    Duration heartbeatInterval, Duration lease, Duration dispatchDeadline) {}
