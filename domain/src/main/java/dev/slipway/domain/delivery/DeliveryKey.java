package dev.slipway.domain.delivery;

/**
 * The thing that a message is about. Messages of one key keep their order; different keys run in
 * parallel.
 *
 * @param value the key, such as {@code installation/dev/acme/database}
 */
public record DeliveryKey(String value) {
  @Override
  public String toString() {
    return value;
  }
}
