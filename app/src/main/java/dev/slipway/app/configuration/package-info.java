/**
 * What can be set, and what was set (contract section 9, contract/foundation.md section 6).
 *
 * <p>{@link dev.slipway.app.configuration.Options} is the one table of options: help, environment
 * variables and keys of the configuration file come from it. {@link
 * dev.slipway.app.configuration.Configuration} reads them, the command line before the environment
 * before the file; {@link dev.slipway.app.configuration.Settings} is what a server needs to know.
 */
@NullMarked
package dev.slipway.app.configuration;

import org.jspecify.annotations.NullMarked;
