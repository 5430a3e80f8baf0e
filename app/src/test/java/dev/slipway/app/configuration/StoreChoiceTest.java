package dev.slipway.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adapterspostgres.PostgresSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreChoiceTest {

  @Test
  void an_embedded_database_shares_the_machine_and_memory_is_no_database() {
    assertThat(new StoreChoice.Embedded().sharesTheMachine()).isTrue();
    assertThat(new StoreChoice.Memory().sharesTheMachine()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "127.0.0.1, true",
    "::1, true",
    "db.example.org, false",
    "10.0.0.127, false",
    "localhost.example.org, false"
  })
  void a_database_that_somebody_runs_shares_it_where_its_host_is_this_one(
      String host, boolean shares) {
    var database = PostgresSettings.of(host, 5432, "slipway", "slipway", "");

    assertThat(new StoreChoice.External(database).sharesTheMachine()).isEqualTo(shares);
  }
}
