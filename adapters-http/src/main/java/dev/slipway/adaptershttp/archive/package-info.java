/**
 * Reading a package from the archive that a stranger made.
 *
 * <p>{@link dev.slipway.adaptershttp.archive.PackageArchive} reads a tar archive behind gzip as it
 * comes in: nothing is written anywhere, and nothing is kept but the two small files that are
 * wanted. {@link dev.slipway.adaptershttp.archive.PackageContent} is what it found.
 */
@NullMarked
package dev.slipway.adaptershttp.archive;

import org.jspecify.annotations.NullMarked;
