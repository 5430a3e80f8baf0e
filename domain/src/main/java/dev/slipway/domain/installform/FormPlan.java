package dev.slipway.domain.installform;

import java.util.List;
import java.util.Optional;

/**
 * A form that a client can draw without knowing JSON Schema (contract/packages.md section 6).
 *
 * @param dialect the schema's dialect
 * @param title what the form is called
 * @param description a text that explains it
 * @param groups the fields, in their order
 * @param warnings what the form cannot honour
 */
public record FormPlan(
    String dialect,
    Optional<String> title,
    Optional<String> description,
    List<Group> groups,
    List<FormWarning> warnings) {

  /** The version of this vocabulary. */
  public static final int VERSION = 1;

  public FormPlan {
    groups = List.copyOf(groups);
    warnings = List.copyOf(warnings);
  }

  /**
   * Fields under one heading.
   *
   * @param title the heading; empty for the fields that have none
   * @param fields at least one
   */
  public record Group(Optional<String> title, List<FormField> fields) {
    public Group {
      fields = List.copyOf(fields);
    }
  }

  /** All fields at the top level, in their order. */
  public List<FormField> fields() {
    return groups.stream().flatMap(group -> group.fields().stream()).toList();
  }
}
