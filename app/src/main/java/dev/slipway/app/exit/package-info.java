/**
 * How the command ends: {@link dev.slipway.app.exit.ExitCode} is what it tells the shell, {@link
 * dev.slipway.app.exit.CommandFailed} carries it together with the sentence for the person.
 */
@NullMarked
package dev.slipway.app.exit;

import org.jspecify.annotations.NullMarked;
