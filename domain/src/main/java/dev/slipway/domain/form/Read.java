package dev.slipway.domain.form;

import java.util.List;

/**
 * What became of reading a request's body: what it says, or everything that is wrong with it.
 *
 * @param <T> what it should say
 */
public sealed interface Read<T> {

  /** It is well formed. */
  record Valid<T>(T value) implements Read<T> {}

  /**
   * It is not.
   *
   * @param findings what is wrong, in the order of the body's fields; at least one
   */
  record Invalid<T>(List<Finding> findings) implements Read<T> {
    public Invalid {
      findings = List.copyOf(findings);
      if (findings.isEmpty()) {
        throw new IllegalArgumentException("what is wrong with nothing is well formed");
      }
    }
  }

  /** Everything that is wrong with it. */
  default List<Finding> findings() {
    return switch (this) {
      case Valid<T> valid -> List.of();
      case Invalid<T> invalid -> invalid.findings();
    };
  }
}
