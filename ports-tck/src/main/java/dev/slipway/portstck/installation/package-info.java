/**
 * What every store owes to those who read installations: {@link
 * dev.slipway.portstck.installation.InstallationsContract}.
 */
@NullMarked
package dev.slipway.portstck.installation;

import org.jspecify.annotations.NullMarked;
