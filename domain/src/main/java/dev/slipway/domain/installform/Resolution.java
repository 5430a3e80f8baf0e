package dev.slipway.domain.installform;

import dev.slipway.domain.json.Json;
import java.util.List;

/**
 * What a schema makes of some values.
 *
 * @param plan the form for these values
 * @param effective the values with the defaults of what is absent; sensitive ones are masked
 * @param errors what is wrong with the effective values, at most {@value #MAX_ERRORS}
 * @param truncated whether more is wrong than is told
 * @param warnings what the schema allows and does not know
 */
public record Resolution(
    FormPlan plan,
    Json effective,
    List<FormError> errors,
    boolean truncated,
    List<FormWarning> warnings) {

  /** How many errors are told. */
  public static final int MAX_ERRORS = 100;

  public Resolution {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  /** Whether nothing is wrong. */
  public boolean valid() {
    return errors.isEmpty();
  }
}
