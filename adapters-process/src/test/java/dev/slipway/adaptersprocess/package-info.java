/** How process runtimes behave, with real children. */
@NullMarked
package dev.slipway.adaptersprocess;

import org.jspecify.annotations.NullMarked;
