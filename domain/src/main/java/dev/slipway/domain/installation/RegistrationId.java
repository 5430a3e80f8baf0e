package dev.slipway.domain.installation;

/**
 * Names one registration of one running provider.
 *
 * @param value the id ({@code reg_…})
 */
public record RegistrationId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
