/** What README.md tells a newcomer to type, typed. */
@NullMarked
package dev.slipway.app.readme;

import org.jspecify.annotations.NullMarked;
