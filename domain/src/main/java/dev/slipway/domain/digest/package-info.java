/** {@link dev.slipway.domain.digest.Sha256}: the digest by which bytes are recognised. */
@NullMarked
package dev.slipway.domain.digest;

import org.jspecify.annotations.NullMarked;
