package dev.slipway.domain.packages;

/**
 * Something that makes a JSON Schema useless, found by whoever compiles schemas.
 *
 * @param pointer where in the schema, as a JSON Pointer; empty text is the whole
 * @param kind what kind of flaw
 * @param message a sentence for people
 */
public record SchemaFlaw(String pointer, Kind kind, String message) {

  /** What kinds of flaw there are. */
  public enum Kind {
    /** It breaks the rules of its dialect, or leads nowhere, or in a circle. */
    UNSOUND,
    /** It leads to another document. */
    REMOTE_REFERENCE,
    /** It needs too much work. */
    TOO_COSTLY
  }
}
