package dev.slipway.domain.installation;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.digest.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * What a deployment is called wherever it runs: {@code prefix-name}, cut and hashed to a DNS label
 * of at most 63 characters.
 *
 * @param value the name
 */
public record DeploymentName(String value) {

  private static final int MAX_LENGTH = 63;
  private static final int HASH_LENGTH = 10;

  /** The name for a provider; the same provider always has the same name. */
  public static DeploymentName of(ProviderName provider) {
    var plain = provider.prefix() + "-" + provider.name();
    if (plain.length() <= MAX_LENGTH) {
      return new DeploymentName(plain);
    }
    var hash =
        Sha256.of(provider.canonical().getBytes(StandardCharsets.UTF_8))
            .hex()
            .substring(0, HASH_LENGTH);
    var head = plain.substring(0, MAX_LENGTH - HASH_LENGTH - 1);
    return new DeploymentName(head + "-" + hash);
  }

  @Override
  public String toString() {
    return value;
  }
}
