package dev.slipway.domain.installation;

/**
 * Tells an installation from the one of the same name that was there before it was uninstalled and
 * installed again.
 *
 * @param value the id ({@code ins_…})
 */
public record Incarnation(String value) {
  @Override
  public String toString() {
    return value;
  }
}
