/** What holds for registered runtimes and their health. */
@NullMarked
package dev.slipway.domain.registration;

import org.jspecify.annotations.NullMarked;
