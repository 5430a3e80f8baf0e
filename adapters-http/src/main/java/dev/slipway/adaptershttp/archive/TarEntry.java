package dev.slipway.adaptershttp.archive;

/**
 * One entry of a tar archive, as its headers say.
 *
 * @param path as it is written
 * @param kind what it is
 * @param target what a link leads to, as it is written; empty for everything else
 * @param size how many bytes of content follow
 */
record TarEntry(String path, Kind kind, String target, long size) {

  /** What an entry is. */
  enum Kind {
    FILE,
    DIRECTORY,
    SYMBOLIC_LINK,
    HARD_LINK,
    DEVICE,
    /** Sparse files, parts of several volumes, and whatever else a vendor has thought of. */
    OTHER
  }
}
