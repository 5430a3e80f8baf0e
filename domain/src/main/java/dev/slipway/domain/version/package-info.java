/**
 * Semantic versions: which texts are one, which of two is higher, and which of many is the latest.
 *
 * <p>Start with {@link dev.slipway.domain.version.SemVer}; {@link
 * dev.slipway.domain.version.VersionKey} is the same order as bytes, for stores that sort by an
 * index.
 */
@NullMarked
package dev.slipway.domain.version;

import org.jspecify.annotations.NullMarked;
