/**
 * Semantic versions: which texts are one, which of two is higher, which of many is the latest, and
 * which are in a range.
 *
 * <p>Start with {@link dev.slipway.domain.version.SemVer}; {@link
 * dev.slipway.domain.version.VersionKey} is the same order as bytes, for stores that sort by an
 * index. A {@link dev.slipway.domain.version.VersionRange} is a set of releases as people write it;
 * its {@link dev.slipway.domain.version.VersionSpan}s are the same set for an index.
 */
@NullMarked
package dev.slipway.domain.version;

import org.jspecify.annotations.NullMarked;
