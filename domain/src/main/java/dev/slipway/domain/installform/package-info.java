/**
 * Install forms: what somebody who installs something must fill in, drawn from a JSON Schema.
 *
 * <p>{@link dev.slipway.domain.installform.InstallForm#resolve} is one pure function from a schema
 * and values to the plan of a form, the values with their defaults, and what is wrong with them;
 * {@link dev.slipway.domain.installform.FormComparison} tells what another version of a schema asks
 * for. Implements sections 6 to 8 of the contract's packages page.
 */
@NullMarked
package dev.slipway.domain.installform;

import org.jspecify.annotations.NullMarked;
