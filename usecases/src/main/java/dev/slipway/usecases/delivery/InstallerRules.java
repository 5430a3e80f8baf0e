package dev.slipway.usecases.delivery;

import dev.slipway.domain.delivery.Backoff;
import java.time.Duration;

/**
 * What an operator decides about the installer.
 *
 * @param registrationDeadline how long a runtime has to register, over all attempts
 * @param heartbeatInterval how often a runtime must be heard
 * @param attempts how often an effect is tried, 1 to 100
 * @param backoff how long to wait between attempts
 * @param lease how long a claim holds unless renewed
 */
public record InstallerRules(
    Duration registrationDeadline,
    Duration heartbeatInterval,
    int attempts,
    Backoff backoff,
    Duration lease) {}
