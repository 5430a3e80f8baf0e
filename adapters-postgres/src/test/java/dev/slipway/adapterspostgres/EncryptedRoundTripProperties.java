package dev.slipway.adapterspostgres;

import dev.slipway.portstck.roundtrip.RoundTripProperties;
import dev.slipway.portstck.store.StoreHarness;
import net.jqwik.api.lifecycle.AfterContainer;

/** What goes into the store on PostgreSQL comes out of it, also when config is encrypted. */
class EncryptedRoundTripProperties implements RoundTripProperties {

  private static final PostgresHarness HARNESS = new PostgresHarness(Ciphers.of("k1"));

  @Override
  public StoreHarness harness() {
    return HARNESS;
  }

  @AfterContainer
  static void close() {
    HARNESS.close();
  }
}
