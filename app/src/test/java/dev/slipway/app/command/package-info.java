/** The commands, called in this process and in processes of their own. */
@NullMarked
package dev.slipway.app.command;

import org.jspecify.annotations.NullMarked;
