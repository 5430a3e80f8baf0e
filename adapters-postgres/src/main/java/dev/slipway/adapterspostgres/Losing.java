package dev.slipway.adapterspostgres;

/** Ends of statements that void the whole commit when an expectation does not hold. */
final class Losing {

  /** Behind {@code WITH moved AS (… RETURNING 1)}: nothing was written, so the row had moved. */
  static final String UNLESS_MOVED = unless("moved", Refusals.MOVED);

  private Losing() {}

  /**
   * The main part of a statement that is lost unless one of its parts has rows. The function that
   * ends the transaction is called only then.
   *
   * @param part the name of a common table expression
   * @param code one of {@link Refusals}
   */
  static String unless(String part, String code) {
    return """
    SELECT CASE WHEN EXISTS (SELECT FROM %s) THEN 0 ELSE slipway.lose('%s', '') END
    """
        .formatted(part, code);
  }
}
