package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ports.driven.Store;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.StoreHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A store on a database of its own, whose clock stands still until it is moved. */
final class PostgresHarness implements StoreHarness {

  private final TestDatabase database = TestDatabase.migrated();
  private final List<OpenStore> handles = new ArrayList<>();
  private final ConfigCipher cipher;
  private Instant now = Samples.NOON;

  PostgresHarness() {
    this(ConfigCipher.none());
  }

  /** Stores config encrypted. */
  PostgresHarness(ConfigCipher cipher) {
    this.cipher = cipher;
    database.clockStandsAt(now);
    reopen();
  }

  @Override
  public Store store() {
    return handles.getFirst();
  }

  @Override
  public Store reopen() {
    var handle = OpenStore.open(database.settings(), cipher);
    handles.add(handle);
    return handle;
  }

  @Override
  public void advance(Duration time) {
    now = now.plus(time);
    database.clockStandsAt(now);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public boolean clockStands() {
    return true;
  }

  @Override
  public void close() {
    var lent = handles.stream().mapToInt(OpenStore::lent).sum();
    handles.forEach(Store::close);
    database.close();
    assertThat(lent).as("connections that are still lent").isZero();
  }
}
