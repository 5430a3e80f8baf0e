/** The table of options: who beats whom, and what every value that cannot be is answered with. */
@NullMarked
package dev.slipway.app.configuration;

import org.jspecify.annotations.NullMarked;
