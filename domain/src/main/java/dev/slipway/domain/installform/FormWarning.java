package dev.slipway.domain.installform;

/**
 * Something that a form cannot honour, or that its author or user should know.
 *
 * @param pointer the field, as a JSON Pointer into the values; empty text is the whole
 * @param message a sentence for people
 */
public record FormWarning(String pointer, String message) {

  /** Nothing is judged: values that no schema library has looked at count as right. */
  static final FormWarning NOT_JUDGED =
      new FormWarning(
          "",
          "nothing is judged here, and everything counts as valid: this platform was made without"
              + " JSON Schema checks");
}
