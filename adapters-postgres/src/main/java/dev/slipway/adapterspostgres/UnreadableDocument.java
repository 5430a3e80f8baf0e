package dev.slipway.adapterspostgres;

/** A stored document that this release does not understand: a newer one wrote it, or a stranger. */
final class UnreadableDocument extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableDocument(String what, String why) {
    super(
        "the stored document of "
            + what
            + " cannot be read: "
            + why
            + "; run the release that wrote it, or restore the row");
  }
}
