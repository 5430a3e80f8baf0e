package dev.slipway.domain.tenancy;

/**
 * Names an API token; no secret ({@code tok_…}).
 *
 * @param value the id
 */
public record TokenId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
