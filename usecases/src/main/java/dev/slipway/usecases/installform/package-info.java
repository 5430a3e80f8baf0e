/** Install forms over schemas that are stored: of package versions and of provider versions. */
@NullMarked
package dev.slipway.usecases.installform;

import org.jspecify.annotations.NullMarked;
