/**
 * The commands (contract section 9, contract/foundation.md sections 2 and 6): {@link
 * dev.slipway.app.command.CommandLineTool} reads the line and calls one of them.
 */
@NullMarked
package dev.slipway.app.command;

import org.jspecify.annotations.NullMarked;
