package dev.slipway.domain.installform;

import java.util.Locale;

/**
 * What a field is filled in with (contract/packages.md section 6).
 *
 * <p>Whoever adds one adds: the constant; the choice, in {@code Planner.Drawing.natural} when the
 * type asks for it, or in {@code Planner.Drawing.widget} and {@link Hints} when an author does;
 * what it needs to know, as a member of {@link FormField} that others leave empty; its word in
 * {@code FormField} of both OpenAPI documents, to which every answer is held; a line of {@code
 * InstallFormTest.A_widget}; how {@code Person} fills it in; and its place in the row "Each type
 * has its widget" of the replay's {@code forms.txt}.
 */
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
