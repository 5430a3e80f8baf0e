/**
 * Provider runtimes as child processes of one machine (contract/foundation.md section 6, "Process
 * runtimes").
 *
 * <p>{@link dev.slipway.adaptersprocess.ProcessRuntimes} is the way in. A child is looked after by
 * its supervisor, which starts it, writes down what it prints, starts it again when it exits, and
 * ends it with everything that it started. What was started is written down before it may do
 * anything, so that the next server finds the orphans of a killed one.
 */
@NullMarked
package dev.slipway.adaptersprocess;

import org.jspecify.annotations.NullMarked;
