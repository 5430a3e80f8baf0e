package dev.slipway.domain.installform;

import dev.slipway.domain.json.Json;
import java.util.List;

/**
 * Something about the values that a client can tell without a validator. Of a list of conditions
 * all must hold (contract/packages.md section 6).
 */
public sealed interface FieldCondition {

  /** The value that is looked at, as a JSON Pointer; {@code -} and {@code *} mean the same item. */
  String pointer();

  /**
   * A value is there and one of these.
   *
   * @param pointer which value
   * @param values the allowed ones; none at all never holds
   */
  record In(String pointer, List<Json> values) implements FieldCondition {
    public In {
      values = List.copyOf(values);
    }
  }

  /** A value is there. */
  record Present(String pointer) implements FieldCondition {}
}
