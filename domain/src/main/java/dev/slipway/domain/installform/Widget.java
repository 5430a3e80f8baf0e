package dev.slipway.domain.installform;

import java.util.Locale;

/** What a field is filled in with (contract/packages.md section 6). */
public enum Widget {
  /** One line of text. */
  TEXT,
  /** Many lines of text. */
  TEXTAREA,
  /** Text that is not shown. */
  PASSWORD,
  /** A number. */
  NUMBER,
  /** A number between two bounds. */
  SLIDER,
  /** Yes or no. */
  CHECKBOX,
  /** One of some choices. */
  SELECT,
  /** Any of some choices. */
  MULTISELECT,
  /** Fields of its own. */
  OBJECT,
  /** Any number of items of one kind. */
  LIST,
  /** Any number of named values of one kind. */
  MAP,
  /** JSON text, for whatever no other widget understands; it is validated all the same. */
  JSON;

  /** The word on the wire. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
