/**
 * How installing and changing installations are kept: each use case loads what a decision looks at,
 * lets the domain decide, and commits.
 */
@NullMarked
package dev.slipway.usecases.installation;

import org.jspecify.annotations.NullMarked;
